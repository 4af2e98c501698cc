package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.MatcherSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which policies are approved (DESIGN, "Two people"). An approval is in force if
 * <ol>
 * <li>approvals count where it comes from;
 * <li>the policy's annotation names its author;
 * <li>it names the policy by kind, namespace and name, and its digest is the policy's of now;
 * <li>its approver is not the author;
 * <li>in a cluster, it is in the namespace of a SuppressionPolicy that it names, and author and approver are no service accounts: whoever
 * may make tokens of one would be two people.
 * </ol>
 */
final class Approvals {
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  private final ApprovalSource source;
  private final Map<String, List<SuppressionApprovalSpec>> byPolicy = new HashMap<>();
  private final Map<String, AlertPrioritySpec> approvable;

  /**
   * What is to be said of one policy.
   *
   * @param opens priorities with {@code suppression: Approval} whose alerts the match sets can reach, by name
   * @param missing empty if an approval is in force; else who may do what next
   * @param asked whether somebody asks for it: a match set names such a priority, or an approval the policy; a wide match alone asks nothing
   */
  record Standing(Map<String, AlertPrioritySpec> opens, Optional<String> missing, boolean asked) {
    boolean inForce() {
      return !opens.isEmpty() && missing.isEmpty();
    }
  }

  /** @param approvable good priorities with {@code suppression: Approval} */
  Approvals(Catalog catalog, ApprovalSource source, Map<String, AlertPrioritySpec> approvable) {
    this.source = source;
    this.approvable = approvable;
    // One that breaks this approves nothing: the policy says that it needs an approval.
    catalog.approvals().forEach(declared -> Quarantine.around(() -> take(declared), broken -> false));
  }

  private boolean take(Declared<SuppressionApprovalSpec> declared) {
    SuppressionApprovalSpec.Policy policy = declared.spec().policy();
    if (policy == null || policy.kind() == null || policy.name() == null || !speaksFor(declared.id(), policy)) {
      return false;
    }
    String key = key(policy.kind().name(), policy.namespace() == null ? "" : policy.namespace(), policy.name());
    byPolicy.merge(key, List.of(declared.spec()),
        (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    return true;
  }

  Standing of(Declared<SuppressionPolicySpec> policy, List<MatcherSet> match) {
    Map<String, AlertPrioritySpec> opens = new TreeMap<>(approvable);
    opens.entrySet().removeIf(priority -> match.stream().noneMatch(set -> reaches(set, priority)));
    ResourceId id = policy.id();
    List<SuppressionApprovalSpec> given = byPolicy.getOrDefault(key(id.kind().title(), id.namespace(), id.name()),
        List.of());
    boolean asked = !opens.isEmpty() && (!given.isEmpty() || match.stream()
        .anyMatch(set -> set.values("priority").orElse(List.of()).stream().anyMatch(opens::containsKey)));
    // A digest for each of thousands of policies that ask for nothing would be work for nothing.
    return asked
        ? new Standing(opens, missing(policy, given, PolicyDigest.of(policy.spec(), opens)), true)
        : new Standing(opens, Optional.of("nobody asked"), false);
  }

  private static boolean reaches(MatcherSet set, Map.Entry<String, AlertPrioritySpec> priority) {
    return set.allows("priority", priority.getKey())
        || set.allows("priority", "") && priority.getValue().assign().stream().anyMatch(assign -> assign.entrySet()
            .stream().allMatch(label -> set.allows(label.getKey(), label.getValue())));
  }

  private Optional<String> missing(Declared<SuppressionPolicySpec> policy, List<SuppressionApprovalSpec> given,
      String digest) {
    if (!source.counts()) {
      return Optional.of(source.closed());
    }
    String author = policy.annotations().getOrDefault(Declared.AUTHOR, "").strip();
    if (author.isEmpty()) {
      return Optional.of("the policy must say who wrote it, in the annotation " + Declared.AUTHOR);
    }
    if (!person(author)) {
      return Optional
          .of("its author, in the annotation " + Declared.AUTHOR + ", is a service account, and must be a person");
    }
    List<SuppressionApprovalSpec> fitting = given.stream().filter(one -> digest.equals(one.digest())).toList();
    if (fitting.stream().map(Approvals::approver).anyMatch(one -> person(one) && !same(author, one))) {
      return Optional.empty();
    }
    return Optional.of(found(author, given, fitting) + "somebody other than " + author
        + " applies SuppressionApproval {policy: {" + name(policy.id()) + "}, digest: " + digest + ", approver: …}");
  }

  private String found(String author, List<SuppressionApprovalSpec> given, List<SuppressionApprovalSpec> fitting) {
    if (fitting.isEmpty()) {
      return given.isEmpty() ? "" : "it has changed since " + approver(given.getFirst()) + " approved it; ";
    }
    return fitting.stream().map(Approvals::approver).anyMatch(one -> same(author, one) || one.isEmpty())
        ? author + " wrote it and cannot approve it; "
        : "its approver is a service account, and must be a person; ";
  }

  private boolean speaksFor(ResourceId approval, SuppressionApprovalSpec.Policy policy) {
    return !source.cluster() || policy.namespace() == null || policy.namespace().equals(approval.namespace());
  }

  private static String name(ResourceId id) {
    String namespace = id.namespace().isEmpty() ? "" : "namespace: " + id.namespace() + ", ";
    return "kind: " + id.kind().title() + ", " + namespace + "name: " + id.name();
  }

  private static String approver(SuppressionApprovalSpec approval) {
    return approval.approver() == null ? "" : approval.approver().strip();
  }

  private boolean person(String name) {
    return !name.isEmpty() && !(source.cluster() && name.startsWith(SERVICE_ACCOUNT));
  }

  /** Two spellings of one name are one person: better one approval too few. */
  private static boolean same(String author, String approver) {
    return author.toLowerCase(Locale.ROOT).equals(approver.toLowerCase(Locale.ROOT));
  }

  private static String key(String kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }
}
