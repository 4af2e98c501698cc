package dev.shizuka.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One document of a file, as JSON.
 *
 * @param problems of its form alone: fields that stand there twice
 */
record Document(JsonNode content, Origin origin, List<Problem> problems) {
  Document {
    problems = List.copyOf(problems);
  }

  /** The items of a {@code v1/List}, each as a document of its own. */
  List<Document> items() {
    JsonNode items = content.path("items");
    Map<String, Map<String, Integer>> lines = new HashMap<>();
    origin.lines().forEach((pointer, line) -> {
      if (pointer.startsWith("/items/")) {
        lines.computeIfAbsent(index(pointer), index -> new HashMap<>()).put(rest(pointer), line);
      }
    });
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String index = String.valueOf(i);
      List<Problem> own = problems.stream()
          .filter(problem -> problem.path().startsWith("/items/") && index(problem.path()).equals(index))
          .map(problem -> new Problem(rest(problem.path()), problem.reason(), problem.message())).toList();
      JsonNode item = items.get(i) == null ? JsonNodeFactory.instance.nullNode() : items.get(i);
      documents.add(new Document(item, new Origin(origin.file(), lines.getOrDefault(index, Map.of())), own));
    }
    return documents;
  }

  private static String index(String pointer) {
    return pointer.substring("/items/".length(), endOfIndex(pointer));
  }

  private static String rest(String pointer) {
    return pointer.substring(endOfIndex(pointer));
  }

  private static int endOfIndex(String pointer) {
    int end = pointer.indexOf('/', "/items/".length());
    return end < 0 ? pointer.length() : end;
  }
}
