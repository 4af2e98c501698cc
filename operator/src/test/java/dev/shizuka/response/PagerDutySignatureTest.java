package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PagerDutySignatureTest {
  /** RFC 4231, test case 2. */
  private static final String KNOWN = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  private static final byte[] BODY = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

  @Test
  void theSignatureIsTheHmacOfTheRawBody() {
    assertThat(PagerDutySignature.verifies("v1=" + KNOWN, BODY, "Jefe")).isTrue();
    assertThat(
        PagerDutySignature.verifies("v1=" + KNOWN, "what do ya want for nothing".getBytes(StandardCharsets.US_ASCII),
            "Jefe"))
        .isFalse();
    assertThat(PagerDutySignature.verifies("v1=" + KNOWN, BODY, "jefe")).isFalse();
  }

  @Test
  void oneOfSeveralIsEnoughWhileASecretIsReplaced() {
    assertThat(PagerDutySignature.verifies("v1=" + "0".repeat(64) + ",v1=" + KNOWN, BODY, "Jefe")).isTrue();
    assertThat(PagerDutySignature.verifies("v1=" + KNOWN + ", v1=" + "0".repeat(64), BODY, "Jefe")).isTrue();
  }

  @Test
  void anythingElseIsNone() {
    for (String header : new String[]{"", ",", "v1=", KNOWN, "v0=" + KNOWN, "v1=" + KNOWN.substring(1), "v1=é",
        "v1=" + KNOWN + "0"}) {
      assertThat(PagerDutySignature.verifies(header, BODY, "Jefe")).as(header).isFalse();
    }
  }
}
