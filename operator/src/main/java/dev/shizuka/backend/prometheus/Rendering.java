package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Rule groups as files. A group that did not change since it was last rendered is not rendered again. */
final class Rendering {
  private final String mark;
  private Map<ResourceId, Rendered> last = new HashMap<>();

  Rendering(String mark) {
    this.mark = mark;
  }

  private record Rendered(RuleGroup group, String content) {}

  TreeMap<String, String> files(Collection<RuleGroup> groups) {
    Map<ResourceId, Rendered> now = new HashMap<>();
    TreeMap<String, String> files = new TreeMap<>();
    for (RuleGroup group : groups) {
      Rendered before = last.get(group.owner());
      Rendered rendered = before != null && before.group().equals(group)
          ? before
          : new Rendered(group, RuleFile.render(mark, group));
      now.put(group.owner(), rendered);
      files.put(RuleFile.name(group), rendered.content());
    }
    last = now;
    return files;
  }

  static TreeMap<String, RuleGroup> byFile(Collection<RuleGroup> groups) {
    TreeMap<String, RuleGroup> files = new TreeMap<>();
    groups.forEach(group -> files.put(RuleFile.name(group), group));
    return files;
  }
}
