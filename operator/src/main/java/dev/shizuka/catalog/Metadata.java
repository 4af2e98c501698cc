package dev.shizuka.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Name, namespace, labels and annotations of an object.
 *
 * @param namespace empty for cluster-scoped kinds
 */
record Metadata(String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {
  /** Whether an object lies in a namespace. */
  enum Scope {
    CLUSTER, NAMESPACED
  }

  /** Of Kubernetes' ObjectMeta; the last ones are what {@code kubectl get -o yaml} adds. */
  private static final List<String> KNOWN = List.of("name", "namespace", "labels", "annotations", "generateName",
      "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
      "finalizers", "ownerReferences", "managedFields", "selfLink");
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern DNS_LABEL = Pattern.compile(LABEL);

  /** Empty, with at least one problem, where no name or namespace can be read. Other problems leave it readable. */
  static Optional<Metadata> read(JsonNode document, Scope scope, List<Problem> problems) {
    JsonNode metadata = document.path("metadata");
    int before = problems.size();
    String name = name(metadata.path("name"), problems);
    String namespace = namespace(metadata.path("namespace"), scope, problems);
    boolean identified = problems.size() == before;
    metadata.properties().stream().filter(field -> !KNOWN.contains(field.getKey()))
        .forEach(field -> problems
            .add(Shape.unknownField(field.getKey(), KNOWN, "/metadata/" + field.getKey().replace("/", "~1"))));
    Map<String, String> labels = labels(metadata.path("labels"), problems);
    Map<String, String> annotations = new TreeMap<>();
    // What is no text here is no author either; other people's annotations are not ours to judge.
    metadata.path("annotations").properties().stream().filter(each -> each.getValue().isTextual())
        .forEach(each -> annotations.put(each.getKey(), each.getValue().asText()));
    return identified ? Optional.of(new Metadata(name, namespace, labels, annotations)) : Optional.empty();
  }

  private static String name(JsonNode name, List<Problem> problems) {
    String path = "/metadata/name";
    if (!name.isTextual()) {
      problems.add(new Problem(path, "BadName",
          name.isMissingNode() || name.isNull()
              ? "the object has no name: write metadata.name"
              : "the name is not a text: write it in quotes"));
    } else if (name.asText().length() > 253 || !SUBDOMAIN.matcher(name.asText()).matches()) {
      problems.add(new Problem(path, "BadName",
          "a name has at most 253 lower-case letters, digits, \"-\" and \".\", and begins and ends with a letter or digit"));
    }
    return name.asText();
  }

  private static String namespace(JsonNode namespace, Scope scope, List<Problem> problems) {
    String path = "/metadata/namespace";
    boolean absent = namespace.isMissingNode() || namespace.isNull();
    if (absent) {
      return scope == Scope.NAMESPACED ? "default" : "";
    }
    if (scope == Scope.CLUSTER) {
      problems.add(new Problem(path, "BadNamespace", "objects of this kind belong to no namespace: remove it"));
    } else if (!namespace.isTextual() || namespace.asText().length() > 63
        || !DNS_LABEL.matcher(namespace.asText()).matches()) {
      problems.add(new Problem(path, "BadNamespace",
          "a namespace has at most 63 lower-case letters, digits and \"-\", and begins and ends with a letter or digit"));
    }
    return namespace.asText();
  }

  private static Map<String, String> labels(JsonNode labels, List<Problem> problems) {
    Map<String, String> texts = new TreeMap<>();
    labels.properties().forEach(label -> {
      if (label.getValue().isTextual()) {
        texts.put(label.getKey(), label.getValue().asText());
      } else {
        problems.add(new Problem("/metadata/labels/" + label.getKey().replace("~", "~0").replace("/", "~1"),
            "WrongType", "a label is a text: write \"" + label.getValue().asText() + "\" in quotes"));
      }
    });
    return texts;
  }
}
