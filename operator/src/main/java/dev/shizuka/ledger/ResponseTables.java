package dev.shizuka.ledger;

import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.Reach;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseJoin;
import dev.shizuka.response.ResponseText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The SQL of what was told of episodes. */
final class ResponseTables {
  private static final String FINGERPRINT = "fingerprint:";
  /** The time of a link by which an event is always to be found. */
  private static final long ALWAYS = -1;
  private static final String INSERT = """
      INSERT INTO response_event (source, id, at, content, waits) VALUES (:source, :id, :at, :content, :waits)
      ON CONFLICT (source, id) DO NOTHING
      """;

  private ResponseTables() {}

  /** Those that are new. */
  static List<ResponseEvent> add(Handle handle, List<ResponseEvent> events) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    events.forEach(event -> batch.bindMethods(event.key()).bind("at", event.at().toEpochMilli())
        .bind("content", ResponseText.write(event)).bind("waits", awaits(event) ? 1 : 0).add());
    int[] rows = batch.execute();
    List<ResponseEvent> added = IntStream.range(0, rows.length).filter(i -> rows[i] > 0).mapToObj(events::get).toList();
    PreparedBatch links = handle
        .prepareBatch("INSERT INTO response_link (link, source, id, at) VALUES (:link, :source, :id, :at)");
    added.forEach(event -> event.links()
        .forEach(link -> links.bind("link", link).bindMethods(event.key()).bind("at", at(event)).add()));
    links.execute();
    return added;
  }

  private static long at(ResponseEvent event) {
    return event.soughtAt().map(Instant::toEpochMilli).orElse(ALWAYS);
  }

  /** Gives some links of older versions their time; false where none are left. */
  static boolean giveTimes(Handle handle, int most) {
    List<ResponseEvent> events = handle.createQuery("""
        SELECT e.content FROM response_event e WHERE (e.source, e.id) IN (
          SELECT source, id FROM response_link WHERE at IS NULL LIMIT :most)
        """).bind("most", most).mapTo(String.class).map(ResponseText::read).list();
    PreparedBatch batch = handle
        .prepareBatch("UPDATE response_link SET at = :at WHERE source = :source AND id = :id");
    events.forEach(event -> batch.bind("at", at(event)).bindMethods(event.key()).add());
    batch.execute();
    return !events.isEmpty();
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

  /** What names an instance and can be about its episodes in that reach, but for what incidents have to do with it. */
  static List<ResponseEvent> linked(Handle handle, String fingerprint, Reach reach) {
    return handle.createQuery("""
        SELECT e.content FROM response_link l JOIN response_event e ON e.source = l.source AND e.id = l.id
        WHERE l.link = :link AND l.at >= :from AND l.at <= :until
        """).bind("link", FINGERPRINT + fingerprint).bind("from", reach.from().toEpochMilli())
        .bind("until", reach.until().equals(Instant.MAX) ? Long.MAX_VALUE : reach.until().toEpochMilli())
        .mapTo(String.class).map(ResponseText::read).list();
  }

  /** Whether a pager told of an incident by that dedup key. */
  static boolean hasIncident(Handle handle, String dedupKey) {
    return handle.createQuery("SELECT 1 FROM response_link WHERE link = :link AND at = :always LIMIT 1")
        .bind("link", "dedup:" + dedupKey).bind("always", ALWAYS).mapTo(Integer.class).findFirst().isPresent();
  }

  /** Whether an event that names the instance is sought at that time or later, or waits for its episode, which it does no longer than {@link ResponseJoin#LATE}. */
  static boolean matters(Handle handle, String fingerprint, Instant since) {
    return handle.createQuery("""
        SELECT 1 FROM response_link l JOIN response_event e ON e.source = l.source AND e.id = l.id
        WHERE l.link = :link AND l.at >= :late AND (l.at >= :since OR e.waits = 1) LIMIT 1
        """).bind("link", FINGERPRINT + fingerprint).bind("since", since.toEpochMilli())
        .bind("late", since.minus(ResponseJoin.LATE).toEpochMilli()).mapTo(Integer.class).findFirst().isPresent();
  }

  static Set<String> fingerprints(ResponseEvent event) {
    return event.links().stream().filter(link -> link.startsWith(FINGERPRINT))
        .map(link -> link.substring(FINGERPRINT.length())).collect(Collectors.toCollection(TreeSet::new));
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

  static void delete(Handle handle, List<DeliveryKey> events) {
    PreparedBatch deleteLinks = handle.prepareBatch("DELETE FROM response_link WHERE source = :source AND id = :id");
    PreparedBatch deleteEvents = handle.prepareBatch("DELETE FROM response_event WHERE source = :source AND id = :id");
    for (DeliveryKey key : events) {
      deleteLinks.bindMethods(key).add();
      deleteEvents.bindMethods(key).add();
    }
    deleteLinks.execute();
    deleteEvents.execute();
  }

  /** Whether any event names the instance. */
  static boolean names(Handle handle, String fingerprint) {
    return handle.createQuery("SELECT 1 FROM response_link WHERE link = :link LIMIT 1")
        .bind("link", FINGERPRINT + fingerprint).mapTo(Integer.class).findFirst().isPresent();
  }

  /** All of one instance. */
  static List<EpisodeSpan> spans(Handle handle, String fingerprint) {
    return handle.createQuery("""
        SELECT backend, first_seen_at, closed_at FROM episode WHERE fingerprint = :fingerprint ORDER BY first_seen_at
        """).bind("fingerprint", fingerprint).map((row, context) -> span(row, fingerprint)).list();
  }

  /** Those of one instance that closed then or later, or are open. */
  static List<EpisodeSpan> spans(Handle handle, String fingerprint, Instant closedSince) {
    return handle.createQuery("""
        SELECT backend, first_seen_at, closed_at FROM episode WHERE fingerprint = :fingerprint AND closed_at >= :since
        UNION ALL
        SELECT backend, first_seen_at, closed_at FROM episode WHERE fingerprint = :fingerprint AND closed_at IS NULL
        """).bind("fingerprint", fingerprint).bind("since", closedSince.toEpochMilli())
        .map((row, context) -> span(row, fingerprint)).list();
  }

  private static EpisodeSpan span(ResultSet row, String fingerprint) throws SQLException {
    Instant began = Instant.ofEpochMilli(row.getLong("first_seen_at"));
    return new EpisodeSpan(new EpisodeId(row.getString("backend"), fingerprint, began), began,
        HandlingTables.instant(row, "closed_at"));
  }
}
