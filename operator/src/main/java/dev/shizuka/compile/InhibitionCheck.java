package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionSecret;
import dev.shizuka.api.MonitoringBackendSpec.SecretKey;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may be wrong with where Alertmanager's completed configuration is written, in one backend and between several. */
final class InhibitionCheck {
  private static final String PATH = "/spec/alertmanager/inhibition";
  private static final String REASON = "InhibitionInvalid";
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;
  private static final int LONGEST_PATH = 1024;

  private final boolean inCluster;
  /** Which backends, by name, write to or read from a place. */
  private final Map<String, TreeSet<String>> writers = new HashMap<>();
  private final Map<String, TreeSet<String>> readers = new HashMap<>();

  InhibitionCheck(Catalog catalog, boolean inCluster) {
    this.inCluster = inCluster;
    // One that breaks this also breaks its own check, which tells it.
    catalog.backends().forEach(backend -> Quarantine.around(() -> places(backend), broken -> false));
  }

  private boolean places(Declared<MonitoringBackendSpec> backend) {
    Optional<Inhibition> declared = inhibition(backend);
    declared.flatMap(InhibitionCheck::output).ifPresent(place -> add(writers, place, backend));
    declared.flatMap(InhibitionCheck::base).ifPresent(place -> add(readers, place, backend));
    return declared.isPresent();
  }

  private static void add(Map<String, TreeSet<String>> places, String place, Declared<?> backend) {
    places.computeIfAbsent(place, unknown -> new TreeSet<>()).add(backend.id().name());
  }

  void check(Declared<MonitoringBackendSpec> backend, Problems problems) {
    inhibition(backend).ifPresent(declared -> {
      problems.require((declared.secret() == null) != (declared.file() == null), PATH, REASON,
          "Exactly one of secret and file is required");
      secret(declared.secret(), problems);
      file(declared.file(), problems);
      between(backend.id().name(), declared, problems);
    });
  }

  private void secret(@Nullable InhibitionSecret secret, Problems problems) {
    if (secret == null) {
      return;
    }
    String path = PATH + "/secret";
    problems.require(inCluster, path, "SecretRefused", "Secrets need a cluster: use file on hosts");
    problems.require(Problems.name(secret.namespace(), LONGEST_NAMESPACE), path + "/namespace", REASON,
        "The namespace is required: lower-case letters, digits and -");
    key(path + "/base", secret.base(), problems);
    key(path + "/output", secret.output(), problems);
    boolean same = secret.base() != null && secret.output() != null && secret.base().name() != null
        && secret.base().name().equals(secret.output().name());
    problems.require(!same, path + "/output/name", REASON,
        "base is only read and output is only written: name two Secrets");
  }

  private static void key(String path, @Nullable SecretKey key, Problems problems) {
    problems.require(key != null && Problems.name(key.name(), LONGEST_NAME), path + "/name", REASON,
        "Name a Secret: lower-case letters, digits, - and .");
    problems.require(key != null && Problems.text(key.key(), LONGEST_NAME), path + "/key", REASON,
        "Name a key of the Secret, such as alertmanager.yaml");
  }

  private void file(@Nullable InhibitionFile file, Problems problems) {
    if (file == null) {
      return;
    }
    String path = PATH + "/file";
    problems.require(!inCluster, path, "FileRefused",
        "In a cluster no file is read or written for an object: use secret");
    path(path + "/base", file.base(), problems);
    path(path + "/output", file.output(), problems);
    boolean same = place(file.base()).filter(base -> place(file.output()).filter(base::equals).isPresent()).isPresent();
    problems.require(!same, path + "/output", REASON, "base is only read and output is only written: name two files");
  }

  private static void path(String path, @Nullable String text, Problems problems) {
    problems.require(Problems.text(text, LONGEST_PATH) && place(text).isPresent(), path, REASON,
        "Name a file, in at most " + LONGEST_PATH + " characters");
  }

  /** Two that write to one place would undo each other for ever, and one that reads what another writes would grow without end. */
  private void between(String backend, Inhibition declared, Problems problems) {
    String path = PATH + (declared.secret() == null ? "/file" : "/secret");
    output(declared).ifPresent(place -> {
      others(writers, place, backend).ifPresent(other -> problems.add(path + "/output", "OutputShared",
          "MonitoringBackend " + other + " writes there too: name an output of its own for each"));
      others(readers, place, backend).ifPresent(other -> problems.add(path + "/output", "OutputShared",
          "MonitoringBackend " + other + " reads its base there: name another output"));
    });
    base(declared).flatMap(place -> others(writers, place, backend)).ifPresent(other -> problems.add(path + "/base",
        "OutputShared",
        "MonitoringBackend " + other + " writes its output there: name the base that its owner writes"));
  }

  private static Optional<String> others(Map<String, TreeSet<String>> places, String place, String backend) {
    TreeSet<String> others = new TreeSet<>(places.getOrDefault(place, new TreeSet<>()));
    others.remove(backend);
    return others.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", others));
  }

  private static Optional<Inhibition> inhibition(Declared<MonitoringBackendSpec> backend) {
    return Optional.ofNullable(backend.spec().alertmanager()).flatMap(found -> Optional.ofNullable(found.inhibition()));
  }

  private static Optional<String> output(Inhibition declared) {
    InhibitionSecret secret = declared.secret();
    return declared.file() != null
        ? place(declared.file().output())
        : secret == null ? Optional.empty() : place(secret.namespace(), secret.output());
  }

  private static Optional<String> base(Inhibition declared) {
    InhibitionSecret secret = declared.secret();
    return declared.file() != null
        ? place(declared.file().base())
        : secret == null ? Optional.empty() : place(secret.namespace(), secret.base());
  }

  /** Two keys of one Secret are one place: it is written whole. */
  private static Optional<String> place(@Nullable String namespace, @Nullable SecretKey key) {
    return key == null || key.name() == null ? Optional.empty() : Optional.of("secret:" + namespace + "/" + key.name());
  }

  private static Optional<String> place(@Nullable String file) {
    try {
      return file == null || file.isBlank()
          ? Optional.empty()
          : Optional.of("file:" + Path.of(file).toAbsolutePath().normalize());
    } catch (InvalidPathException wrong) {
      return Optional.empty();
    }
  }
}
