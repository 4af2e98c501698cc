package dev.shizuka.response;

import java.util.Comparator;

/**
 * What makes a delivery the same one when it comes again.
 *
 * @param source who tells it, such as {@code pagerduty}
 * @param id unique there
 */
public record DeliveryKey(String source, String id) implements Comparable<DeliveryKey> {
  private static final Comparator<DeliveryKey> ORDER = Comparator.comparing(DeliveryKey::source)
      .thenComparing(DeliveryKey::id);

  @Override
  public int compareTo(DeliveryKey other) {
    return ORDER.compare(this, other);
  }
}
