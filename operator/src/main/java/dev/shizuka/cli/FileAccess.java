package dev.shizuka.cli;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.Tls;
import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Addresses;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Credentials;
import dev.shizuka.backend.TlsContexts;
import dev.shizuka.catalog.ResourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Credentials from files, for hosts without a cluster. Read anew at each call, so that new ones take effect without a restart.
 * Relative paths lie below the working directory.
 */
final class FileAccess implements Access.Source, Addresses {
  /** Bytes; a bundle of all public CAs has a fifth of it. */
  private static final int LARGEST = 1 << 20;
  private final Path workingDirectory;
  private final TlsContexts contexts = new TlsContexts();

  FileAccess(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  @Override
  public Access of(ResourceId backend, MonitoringBackendSpec spec) throws BackendException {
    try {
      return new Access(authorization(spec.auth()), tls(spec.tls()));
    } catch (BackendException missing) {
      throw new BackendException(missing.reason(), missing.retryable(), backend + ": " + missing.sentence());
    }
  }

  @Override
  public String of(ResourceId owner, ValueFrom from) throws BackendException {
    String file = from.file();
    if (file == null) {
      throw missing(owner + ": secretRef needs a cluster: name a file instead");
    }
    try {
      return contents(file);
    } catch (BackendException unreadable) {
      throw missing(owner + ": file " + file + ": " + unreadable.sentence());
    }
  }

  private Optional<String> authorization(@Nullable Auth auth) throws BackendException {
    if (auth == null) {
      return Optional.empty();
    }
    if (auth.secretRef() != null) {
      throw missing("spec.auth.secretRef needs a cluster: name a file with spec.auth.file instead");
    }
    String file = auth.file();
    if (file == null) {
      throw missing("spec.auth is empty: name a file with spec.auth.file");
    }
    try {
      return Optional.of(Credentials.authorization(keys(file)));
    } catch (BackendException wrong) {
      throw missing("spec.auth.file " + file + ": " + wrong.sentence());
    }
  }

  private Optional<SSLContext> tls(@Nullable Tls tls) throws BackendException {
    if (tls == null) {
      return Optional.empty();
    }
    if (tls.caSecretRef() != null || tls.clientSecretRef() != null) {
      throw missing("Secrets in spec.tls need a cluster: name files with caFile, certificateFile and keyFile instead");
    }
    Optional<String> ca = text("spec.tls.caFile", tls.caFile());
    Optional<String> certificate = text("spec.tls.certificateFile", tls.certificateFile());
    Optional<String> key = text("spec.tls.keyFile", tls.keyFile());
    try {
      return Optional.of(contexts.of(ca, certificate, key));
    } catch (BackendException wrong) {
      throw missing("spec.tls: " + wrong.sentence());
    }
  }

  private Map<String, String> keys(String file) throws BackendException {
    // The failsafe schema knows texts only: a password of digits stays as it is.
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    try {
      Map<String, String> keys = new TreeMap<>();
      if (new Load(settings).loadFromString(contents(file)) instanceof Map<?, ?> map) {
        map.forEach((key, value) -> keys.put(String.valueOf(key), value instanceof String text ? text : ""));
      }
      return keys;
    } catch (YamlEngineException notYaml) {
      // Its message shows the text around the mistake.
      throw missing("it is not YAML");
    }
  }

  private Optional<String> text(String field, @Nullable String file) throws BackendException {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(contents(file));
    } catch (BackendException unreadable) {
      throw missing(field + " " + file + ": " + unreadable.sentence());
    }
  }

  private String contents(String file) throws BackendException {
    try (var in = Files.newInputStream(workingDirectory.resolve(file))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw missing("it is larger than " + (LARGEST >> 20) + " MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException unreadable) {
      throw missing("it cannot be read (" + unreadable.getClass().getSimpleName()
          + "): check that it exists and who may read it");
    }
  }

  private static BackendException missing(String message) {
    return new BackendException(Credentials.MISSING, true, message);
  }
}
