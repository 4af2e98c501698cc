package dev.shizuka.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.catalog.Metadata.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Documents to objects. A document whose spec does not fit is an {@link Unreadable} with its id; its further mistakes stand beside it
 * without an id but with the same {@link Origin}, so that nobody takes them for more objects.
 */
final class ObjectReader {
  private final List<Declared<?>> objects = new ArrayList<>();
  private final Map<String, Map<String, String>> namespaces = new TreeMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private boolean unidentified;

  private ObjectReader() {}

  static Readings read(List<Document> documents) {
    ObjectReader reader = new ObjectReader();
    documents.forEach(reader::read);
    return new Readings(reader.objects, reader.namespaces, reader.unreadable, reader.unidentified);
  }

  private void read(Document document) {
    String version = document.content().path("apiVersion").asText();
    String kind = document.content().path("kind").asText();
    if (version.equals("v1") && kind.equals("List")) {
      document.items().forEach(this::read);
    } else if (version.equals("v1") && kind.equals("Namespace")) {
      readNamespace(document);
    } else {
      switch (TypeMeta.of(version, kind)) {
        case TypeMeta.Ours ours -> readObject(document, ours.kind());
        case TypeMeta.Mistaken mistaken -> refuse(document, List.of(mistaken.problem()));
        case TypeMeta.Foreign foreign -> {
        }
      }
    }
  }

  private void readNamespace(Document document) {
    List<Problem> problems = new ArrayList<>(document.problems());
    Optional<Metadata> metadata = Metadata.read(document.content(), Scope.CLUSTER, problems);
    if (metadata.isPresent() && problems.isEmpty()) {
      Map<String, String> labels = new TreeMap<>(metadata.get().labels());
      labels.put("kubernetes.io/metadata.name", metadata.get().name());
      namespaces.putIfAbsent(metadata.get().name(), labels);
    } else {
      refuse(document, problems);
    }
  }

  private void readObject(Document document, Kind kind) {
    List<Problem> problems = new ArrayList<>();
    Optional<Metadata> metadata = Metadata.read(document.content(),
        kind.namespaced() ? Scope.NAMESPACED : Scope.CLUSTER,
        problems);
    if (metadata.isEmpty()) {
      refuse(document, problems);
      return;
    }
    ResourceId id = new ResourceId(kind, metadata.get().namespace(), metadata.get().name());
    Specs.Fit fit = Specs.fit(kind, document.content());
    List<Problem> all = Stream.of(problems, fit.problems(), document.problems()).flatMap(List::stream).sorted()
        .toList();
    Optional<JsonNode> spec = Specs.isolate(kind, fit.spec(), all);
    if (spec.isPresent()) {
      objects.add(new Declared<>(id, "", 0, Specs.read(kind, spec.get()), document.origin(),
          metadata.get().annotations()));
      all.forEach(problem -> unreadable.add(new Unreadable(Optional.empty(), document.origin(), problem)));
    } else {
      unreadable.add(new Unreadable(Optional.of(id), document.origin(), all.getFirst()));
      all.stream().skip(1)
          .forEach(problem -> unreadable.add(new Unreadable(Optional.empty(), document.origin(), problem)));
    }
  }

  private void refuse(Document document, List<Problem> problems) {
    unidentified = true;
    problems.stream().sorted()
        .forEach(problem -> unreadable.add(new Unreadable(Optional.empty(), document.origin(), problem)));
  }
}
