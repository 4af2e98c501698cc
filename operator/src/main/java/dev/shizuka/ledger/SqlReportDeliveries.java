package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Deliveries of reports in the store; nothing of them is held in memory. */
final class SqlReportDeliveries implements ReportDeliveries {
  private final Database database;

  SqlReportDeliveries(Database database) {
    this.database = database;
  }

  @Override
  public Map<ResourceId, Taken> taken() {
    return database.inTransaction(ReportTables::taken);
  }

  @Override
  public List<ReportDelivery> newest() {
    return database.inTransaction(ReportTables::newest);
  }

  @Override
  public void take(ResourceId report, Taken taken, List<ReportDelivery> deliveries) {
    database.useTransaction(handle -> {
      ReportTables.take(handle, report, taken);
      if (!deliveries.isEmpty()) {
        ReportTables.supersede(handle, report, taken.until());
      }
      deliveries.forEach(delivery -> ReportTables.write(handle, delivery));
    });
  }

  @Override
  public void write(ReportDelivery delivery) {
    database.useTransaction(handle -> ReportTables.write(handle, delivery));
  }

  @Override
  public void forget(Collection<ResourceId> reports) {
    database.useTransaction(handle -> reports.forEach(report -> ReportTables.forget(handle, report)));
  }
}
