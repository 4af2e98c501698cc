package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleId;
import dev.shizuka.compile.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Rule groups spread over a fixed number of ConfigMaps. A group's shard is the CRC-32 of the UTF-8 bytes of {@code namespace/name}, modulo
 * the number of shards: it stays where it is, whatever becomes of the others.
 */
final class Shards {
  /** Kubernetes stores up to 1 MiB; the rest is for metadata. */
  static final int LARGEST = 1_000_000;
  private final int count;
  private final String backend;
  private final String mark;
  private final Rendering rendering;

  Shards(int count, String backend, String mark) {
    this.count = Math.max(1, count);
    this.backend = backend;
    this.mark = mark;
    this.rendering = new Rendering(mark);
  }

  /**
   * One ConfigMap.
   *
   * @param data by key, the content rule's file among them
   * @param files the groups by key, likewise
   */
  record Shard(int number, SortedMap<String, String> data, SortedMap<String, RuleGroup> files) {
    Shard {
      data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    boolean overflows() {
      return data.entrySet().stream().mapToLong(file -> RuleFile.size(file.getKey(), file.getValue())).sum() > LARGEST;
    }
  }

  int count() {
    return count;
  }

  int of(ResourceId owner) {
    CRC32 crc = new CRC32();
    crc.update(owner.qualifiedName().getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % count);
  }

  /** All shards, the empty ones too. */
  List<Shard> split(List<RuleGroup> groups) {
    TreeMap<String, String> contents = rendering.files(groups);
    List<TreeMap<String, String>> data = new ArrayList<>();
    List<TreeMap<String, RuleGroup>> files = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      data.add(new TreeMap<>());
      files.add(new TreeMap<>());
    }
    Rendering.byFile(groups).forEach((file, group) -> {
      int number = of(group.owner());
      data.get(number).put(file, contents.getOrDefault(file, ""));
      files.get(number).put(file, group);
    });
    List<Shard> shards = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      RuleGroup content = content(number, Sha256.of(data.get(number)));
      data.get(number).put(contentFile(number), RuleFile.render(mark, content));
      files.get(number).put(contentFile(number), content);
      shards.add(new Shard(number, data.get(number), files.get(number)));
    }
    return shards;
  }

  /** Whether each file of a map is as Shizuka once wrote it. */
  boolean intact(Map<String, String> data) {
    return data.values().stream()
        .allMatch(content -> RuleFile.marked(mark, content) && RuleFile.intact(mark, content));
  }

  /** No group's file can have this name: theirs begin with {@code shizuka_}. */
  static String contentFile(int number) {
    return "shizuka-content_" + number + ".yaml";
  }

  private RuleGroup content(int number, String digest) {
    // Without a namespace: nobody can declare this one.
    ResourceId owner = new ResourceId(Kind.ALERT_RULE_GROUP, "", "shizuka/content-" + number);
    Map<String, String> labels = Map.of("backend", backend, "shard", String.valueOf(number), "digest",
        "sha256:" + digest);
    RuleId id = new RuleId("record", "shizuka_content", labels, 0);
    return new RuleGroup(owner, "",
        List.of(new CompiledRule(id, false, "shizuka_content", "vector(1)", "", "", labels, Map.of())));
  }
}
