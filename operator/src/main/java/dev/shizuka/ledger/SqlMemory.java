package dev.shizuka.ledger;

import dev.shizuka.catalog.Memory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What must survive a restart besides the ledger, in the same store. */
final class SqlMemory implements Memory {
  private final Database database;

  SqlMemory(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> recall(String topic, String key) {
    return database.inTransaction(
        handle -> handle.createQuery("SELECT content FROM memory WHERE topic = :topic AND name = :key")
            .bind("topic", topic).bind("key", key).mapTo(String.class).findOne());
  }

  @Override
  public Map<String, String> recallAll(String topic) {
    Map<String, String> texts = new TreeMap<>();
    database.useTransaction(handle -> handle.createQuery("SELECT name, content FROM memory WHERE topic = :topic")
        .bind("topic", topic).map((row, context) -> Map.entry(row.getString("name"), row.getString("content")))
        .forEach(text -> texts.put(text.getKey(), text.getValue())));
    return texts;
  }

  /** A key that is both remembered and forgotten is remembered. */
  @Override
  public void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
    database.useTransaction(handle -> {
      PreparedBatch forget = handle.prepareBatch("DELETE FROM memory WHERE topic = :topic AND name = :key");
      forgotten.forEach(key -> forget.bind("topic", topic).bind("key", key).add());
      forget.execute();
      PreparedBatch write = handle.prepareBatch("""
          INSERT INTO memory (topic, name, content) VALUES (:topic, :key, :text)
          ON CONFLICT (topic, name) DO UPDATE SET content = excluded.content
          """);
      texts.forEach((key, text) -> write.bind("topic", topic).bind("key", key).bind("text", text).add());
      write.execute();
    });
  }
}
