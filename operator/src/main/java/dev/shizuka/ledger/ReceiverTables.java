package dev.shizuka.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of receivers that notify Shizuka. */
final class ReceiverTables {
  private static final String WRITE = """
      INSERT INTO receiver (backend, receiver, delivered_at, lapsed_at) VALUES (:backend, :receiver, :delivered, :lapsed)
      ON CONFLICT (backend, receiver) DO UPDATE SET delivered_at = excluded.delivered_at, lapsed_at = excluded.lapsed_at
      """;

  private ReceiverTables() {}

  /** @param changed by backend and name */
  static void write(Handle handle, Map<String, Map<String, ReceiverState>> changed) {
    PreparedBatch batch = handle.prepareBatch(WRITE);
    changed.forEach((backend, receivers) -> receivers.forEach((name, receiver) -> batch.bind("backend", backend)
        .bind("receiver", name).bind("delivered", receiver.deliveredAt().toEpochMilli())
        .bind("lapsed", receiver.lapsedAt().map(Instant::toEpochMilli).orElse(null)).add()));
    batch.execute();
  }

  static Map<String, Map<String, ReceiverState>> receivers(Handle handle) {
    Map<String, Map<String, ReceiverState>> receivers = new HashMap<>();
    record Row(String backend, String receiver, ReceiverState state) {}
    handle.createQuery("SELECT * FROM receiver")
        .map((row, context) -> new Row(row.getString("backend"), row.getString("receiver"),
            new ReceiverState(Instant.ofEpochMilli(row.getLong("delivered_at")),
                HandlingTables.instant(row, "lapsed_at"))))
        .forEach(row -> receivers.computeIfAbsent(row.backend(), backend -> new HashMap<>())
            .put(row.receiver(), row.state()));
    return receivers;
  }
}
