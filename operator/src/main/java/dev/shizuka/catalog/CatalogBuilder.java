package dev.shizuka.catalog;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what files declare. Of two objects with one id the first stands and the other is told. */
final class CatalogBuilder {
  private final Map<ResourceId, Declared<?>> objects = new HashMap<>();
  private final Map<ResourceId, Origin> refused = new HashMap<>();
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  private CatalogBuilder() {}

  /** @param files in the order in which the first stands */
  static Catalog build(Collection<Readings> files) {
    CatalogBuilder builder = new CatalogBuilder();
    files.forEach(builder::add);
    return new Catalog(builder.of(AlertRuleGroupSpec.class), builder.of(AlertPrioritySpec.class),
        builder.of(SuppressionPolicySpec.class), builder.of(MonitoringBackendSpec.class), builder.namespaces,
        builder.unreadable, builder.of(SuppressionApprovalSpec.class),
        builder.of(NoiseReportSpec.class));
  }

  private void add(Readings readings) {
    for (Declared<?> object : readings.objects()) {
      Origin first = origin(object.id());
      if (first == null) {
        objects.put(object.id(), object);
      } else {
        unreadable.add(duplicate(object.id(), object.origin(), first));
      }
    }
    for (Unreadable each : readings.unreadable()) {
      // One unreadable object has one entry with its id; a readable one of the same name must not stand beside it.
      Optional<Origin> first = each.id().map(this::origin);
      if (each.id().isPresent() && first.isPresent()) {
        unreadable.add(duplicate(each.id().get(), each.origin(), first.get()));
      } else {
        each.id().ifPresent(id -> refused.put(id, each.origin()));
        unreadable.add(each);
      }
    }
    readings.namespaces().forEach(namespaces::putIfAbsent);
  }

  private @Nullable Origin origin(ResourceId id) {
    Declared<?> declared = objects.get(id);
    return declared == null ? refused.get(id) : declared.origin();
  }

  private static Unreadable duplicate(ResourceId id, Origin second, Origin first) {
    return new Unreadable(Optional.empty(), second, new Problem("", "Duplicate", id + " is declared at " + first.file()
        + ":" + first.line("") + " already, and that one stands: remove one of them"));
  }

  private <S extends Record> List<Declared<S>> of(Class<S> type) {
    List<Declared<S>> found = new ArrayList<>();
    for (Declared<?> object : objects.values()) {
      if (type.isInstance(object.spec())) {
        found.add(new Declared<>(object.id(), object.uid(), object.generation(), type.cast(object.spec()),
            object.origin(), object.annotations()));
      }
    }
    return found;
  }
}
