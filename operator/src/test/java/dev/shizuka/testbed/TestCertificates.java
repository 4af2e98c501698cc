package dev.shizuka.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A self-signed certificate for 127.0.0.1 and its key as PEM, made by the JDK's keytool. */
public record TestCertificates(Path certificate, Path key) {
  /** @param algorithm {@code RSA} or {@code EC} */
  public static TestCertificates make(Path directory, String algorithm) throws IOException {
    Files.createDirectories(directory);
    Path store = directory.resolve("store.p12");
    keytool(directory, List.of("-genkeypair", "-alias", "server", "-keyalg", algorithm, "-dname", "CN=test", "-ext",
        "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
        "changeit"));
    try (var in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, "changeit".toCharArray());
      Key key = keys.getKey("server", "changeit".toCharArray());
      return new TestCertificates(
          write(directory.resolve("tls.crt"), "CERTIFICATE", keys.getCertificate("server").getEncoded()),
          write(directory.resolve("tls.key"), "PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException broken) {
      throw new IOException(broken);
    }
  }

  private static Path write(Path file, String title, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
    return Files.writeString(file, "-----BEGIN " + title + "-----\n" + body + "\n-----END " + title + "-----\n");
  }

  private static void keytool(Path directory, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(directory.resolve("keytool.log").toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(directory.resolve("keytool.log")));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
