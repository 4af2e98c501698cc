package dev.shizuka.cli.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.cli.inbound.SecretFile.UnusableSecretException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
  @TempDir
  private Path directory;

  private SecretFile file(String contents) throws Exception {
    return new SecretFile(Files.writeString(directory.resolve("tokens"), contents));
  }

  @Test
  void eachLineIsASecretAndAnEditCountsAtOnce() throws Exception {
    SecretFile file = file("0123456789abcdef\n\n  fedcba9876543210  \r\n");
    assertThat(file.secrets()).containsExactly("0123456789abcdef", "fedcba9876543210");
    file("aaaaaaaaaaaaaaaa");
    assertThat(file.secrets()).containsExactly("aaaaaaaaaaaaaaaa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "short-secret", "0123456789abcdef\nshort-secret", "0123456789 abcdef",
      "秘密0123456789abcdef"})
  void whatCannotBeUsedIsSaidWithoutTheSecret(String contents) throws Exception {
    SecretFile file = file(contents);
    assertThatThrownBy(file::secrets).isInstanceOf(UnusableSecretException.class)
        .hasMessageStartingWith(file.path().toString()).hasMessageNotContainingAny("short-secret", "abcdef");
  }

  @Test
  void aMissingFileIsNobodysSecret() {
    assertThatThrownBy(new SecretFile(directory.resolve("none"))::secrets).hasMessageContaining("cannot be read");
  }
}
