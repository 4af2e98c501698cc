package dev.shizuka.compile;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Whose a silence is: the matcher {@code __shizuka__!="INSTALLATION/BACKEND/KIND/NAMESPACE/NAME/UID/KEY"}, which is true of every alert and
 * cannot be lost by editing a comment.
 *
 * @param uid the policy's uid, or empty
 * @param key which silence of the policy: {@code FORM-SET}, or {@code FORM-SET-WINDOW} where there are several windows
 */
public record Mark(String installation, String backend, ResourceId policy, String uid, String key) {
  public static final String LABEL = "__shizuka__";

  public Matcher matcher() {
    return new Matcher(LABEL, Operation.NOT_EQUAL,
        String.join("/", installation, backend, policy.kind().title(), policy.namespace(), policy.name(), uid, key));
  }

  /** The form of the policy when the silence was made: what its key begins with. */
  public String form() {
    return key.contains("-") ? key.substring(0, key.indexOf('-')) : key;
  }

  /** The mark among these matchers, if there is one that is well-formed. */
  public static Optional<Mark> find(List<Matcher> matchers) {
    return matchers.stream()
        .filter(matcher -> matcher.name().equals(LABEL) && matcher.operation() == Operation.NOT_EQUAL)
        .flatMap(matcher -> parse(matcher.value()).stream()).findFirst();
  }

  private static Optional<Mark> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 7) {
      return Optional.empty();
    }
    return Kind.of(parts[2])
        .map(kind -> new Mark(parts[0], parts[1], new ResourceId(kind, parts[3], parts[4]), parts[5], parts[6]));
  }
}
