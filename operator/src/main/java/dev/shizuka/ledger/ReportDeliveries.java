package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What must be known of scheduled reports so that each is delivered once, whatever happens in between. Every write is on disk when it returns. */
public interface ReportDeliveries {
  /**
   * How far a schedule is taken care of.
   *
   * @param schedule the one it is about, with its time zone; times of another one say nothing of it
   */
  record Taken(String schedule, Instant until) {}

  /** By report. */
  Map<ResourceId, Taken> taken();

  /** Those of the newest scheduled time of each report, sorted by report and target. */
  List<ReportDelivery> newest();

  /**
   * In one transaction: how far a report is taken care of, and what comes of it.
   *
   * @param deliveries of one scheduled time; older ones of the report that are pending end as failed. None where nothing is to be delivered yet
   */
  void take(ResourceId report, Taken taken, List<ReportDelivery> deliveries);

  /** The state that it has now. */
  void write(ReportDelivery delivery);

  /** These are declared no longer: should one come back, its schedule begins anew, and what is pending of it is not sent. */
  void forget(Collection<ResourceId> reports);
}
