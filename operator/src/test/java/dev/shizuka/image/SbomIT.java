package dev.shizuka.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bill of materials is of the very jars that lie beside it. */
class SbomIT {
  private static final Path DISTRIBUTION = Path.of("target/shizuka");
  private static JsonNode sbom;

  @BeforeAll
  static void read() throws IOException {
    assumeThat(System.getProperty("maven.mode", "")).as("mvn -o makes no SBOM, for CycloneDX' plugin asks to be online")
        .isNotEqualTo("offline: true");
    sbom = new ObjectMapper().readTree(DISTRIBUTION.resolve("share/sbom/shizuka.cdx.json").toFile());
  }

  @Test
  void itNamesEveryJarByItsDigestAndNothingElse() throws Exception {
    Map<String, String> named = components().collect(Collectors.toMap(component -> StreamSupport
        .stream(component.path("hashes").spliterator(), false)
        .filter(hash -> hash.path("alg").textValue().equals("SHA-256")).findFirst().orElseThrow().path("content")
        .textValue(),
        component -> component.path("name").textValue() + "-" + component.path("version").textValue()
            + ".jar"));
    assertThat(named).isEqualTo(dependencies());
  }

  @Test
  void itSaysWhatItIsOfAndUnderWhichLicences() {
    assertThat(sbom.path("bomFormat").textValue()).isEqualTo("CycloneDX");
    assertThat(sbom.at("/metadata/component/name").textValue()).isEqualTo("operator");
    assertThat(components()).allSatisfy(component -> assertThat(component.path("licenses")).isNotEmpty());
  }

  private static Stream<JsonNode> components() {
    return StreamSupport.stream(sbom.path("components").spliterator(), false);
  }

  /** Names by digest. */
  private static Map<String, String> dependencies() throws Exception {
    String own = "operator-" + sbom.at("/metadata/component/version").textValue() + ".jar";
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      return jars.filter(jar -> !jar.getFileName().toString().equals(own))
          .collect(Collectors.toMap(SbomIT::digest, jar -> jar.getFileName().toString()));
    }
  }

  private static String digest(Path jar) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
