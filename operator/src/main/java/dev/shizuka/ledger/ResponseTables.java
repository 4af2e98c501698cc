package dev.shizuka.ledger;

import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseJoin;
import dev.shizuka.response.ResponseText;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of what was told of episodes. */
final class ResponseTables {
  private static final String FINGERPRINT = "fingerprint:";
  private static final String INSERT = """
      INSERT INTO response_event (source, id, at, content, waits) VALUES (:source, :id, :at, :content, :waits)
      ON CONFLICT (source, id) DO NOTHING
      """;

  private ResponseTables() {}

  /** Whether it is new. */
  static boolean add(Handle handle, ResponseEvent event) {
    boolean added = handle.createUpdate(INSERT).bindMethods(event.key()).bind("at", event.at().toEpochMilli())
        .bind("content", ResponseText.write(event)).bind("waits", awaits(event) ? 1 : 0).execute() > 0;
    if (added) {
      PreparedBatch links = handle
          .prepareBatch("INSERT INTO response_link (link, source, id) VALUES (:link, :source, :id)");
      event.links().forEach(link -> links.bind("link", link).bindMethods(event.key()).add());
      links.execute();
    }
    return added;
  }

  /** Whether it is lost where no episode comes that it is about; an incident that is merely tracked is not. */
  static boolean awaits(ResponseEvent event) {
    return !ResponseJoin.join(List.of(event), List.of()).unmatched().isEmpty();
  }

  static List<ResponseEvent> linked(Handle handle, String link) {
    return handle.createQuery("""
        SELECT e.content FROM response_link l JOIN response_event e ON e.source = l.source AND e.id = l.id
        WHERE l.link = :link
        """).bind("link", link).mapTo(String.class).map(ResponseText::read).list();
  }

  /** Whether an event that names the instance waits for its episode, or is not before that time. */
  static boolean matters(Handle handle, String fingerprint, Instant since) {
    return handle.createQuery("""
        SELECT 1 FROM response_link l JOIN response_event e ON e.source = l.source AND e.id = l.id
        WHERE l.link = :link AND (e.waits = 1 OR e.at >= :since) LIMIT 1
        """).bind("link", FINGERPRINT + fingerprint).bind("since", since.toEpochMilli()).mapTo(Integer.class)
        .findFirst().isPresent();
  }

  /** All fingerprints that events name. */
  static Set<String> fingerprints(Handle handle) {
    return new HashSet<>(
        handle.createQuery("SELECT DISTINCT link FROM response_link WHERE link >= :first AND link < :after")
            .bind("first", FINGERPRINT).bind("after", "fingerprint;").mapTo(String.class)
            .map(link -> link.substring(FINGERPRINT.length())).list());
  }

  static void writeWaiting(Handle handle, Collection<ResponseEvent> waiting, boolean waits) {
    PreparedBatch batch = handle
        .prepareBatch("UPDATE response_event SET waits = :waits WHERE source = :source AND id = :id");
    waiting.forEach(event -> batch.bind("waits", waits ? 1 : 0).bindMethods(event.key()).add());
    batch.execute();
  }

  static List<EpisodeSpan> spans(Handle handle, String fingerprint) {
    return handle.createQuery("""
        SELECT backend, first_seen_at, closed_at FROM episode WHERE fingerprint = :fingerprint ORDER BY first_seen_at
        """).bind("fingerprint", fingerprint).map((row, context) -> {
      Instant began = Instant.ofEpochMilli(row.getLong("first_seen_at"));
      return new EpisodeSpan(new EpisodeId(row.getString("backend"), fingerprint, began), began,
          HandlingTables.instant(row, "closed_at"));
    }).list();
  }
}
