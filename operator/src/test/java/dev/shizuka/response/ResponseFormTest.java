package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseFormTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final EpisodeId ONE = new EpisodeId("main", "1a30ba71cca2921f",
      Instant.ofEpochMilli(1_700_000_000_000L));
  private static final EpisodeId OTHER = new EpisodeId("main", "1a30ffffffffffff",
      Instant.ofEpochMilli(1_700_000_000_001L));
  private static final String GOOD = """
      {"source": "tickets", "id": "OPS-1/ack", "type": "acknowledged", "at": "2026-11-21T18:59:00+09:00",
       "person": "Hanako Sato", "episode": "1a30b"}""";

  private static Reading read(String... entries) {
    String body = "{\"responses\": [" + String.join(",", entries) + "]}";
    return ResponseForm.read(new Delivery(body.getBytes(StandardCharsets.UTF_8), NOW),
        prefix -> List.of(ONE, OTHER).stream().filter(id -> id.fingerprint().startsWith(prefix)).toList());
  }

  @Test
  void aPrefixOfOneFingerprintMeansItsEpisode() {
    Acknowledged acknowledged = (Acknowledged) read(GOOD).events().getFirst();
    assertThat(acknowledged.answer()).isEqualTo(new ResponseEvent.Answer(new DeliveryKey("tickets", "OPS-1/ack"),
        Instant.parse("2026-11-21T09:59:00Z"), ONE, "Hanako Sato"));
  }

  @Test
  void eachWayToNameAnEpisodeIsTaken() {
    assertThat(target("\"episode\": \"main/1a30ba71cca2921f/1700000000000\"")).isEqualTo(ONE);
    assertThat(target("\"fingerprint\": \"00000000000000ab\"")).isEqualTo(new Target.Instance("00000000000000ab"));
    assertThat(target("\"dedupKey\": \"" + "a".repeat(64) + "\"")).isEqualTo(new Target.Incident("", "a".repeat(64)));
  }

  private static Target target(String field) {
    return ((Acknowledged) read(GOOD.replace("\"episode\": \"1a30b\"", field)).events().getFirst()).answer().target();
  }

  @Test
  void textIsKeptWithoutControlCharacters() {
    Cause cause = (Cause) read(GOOD.replace("\"acknowledged\"", "\"cause\", \"text\": \" disk\\u0000 full\\n\""))
        .events()
        .getFirst();
    assertThat(cause.text()).isEqualTo("disk full");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "\"tickets\"|\"Tickets!\"|/responses/0/source",
      "\"tickets\"|\"pagerduty\"|/responses/0/source",
      "\"OPS-1/ack\"|\"\"|/responses/0/id",
      "\"acknowledged\"|\"seen\"|/responses/0/type",
      "\"acknowledged\"|\"cause\"|/responses/0/text",
      "2026-11-21T18:59:00+09:00|yesterday|/responses/0/at",
      "2026-11-21T18:59:00+09:00|2026-11-21T10:05:01Z|/responses/0/at",
      "2026-11-21T18:59:00+09:00|1969-11-21T10:05:01Z|/responses/0/at",
      "\"Hanako Sato\"|17|/responses/0/person",
      "\"1a30b\"|\"1a30\"|/responses/0/episode",
      "\"1a30b\"|\"beef\"|/responses/0/episode",
      "\"1a30b\"|\"zz\"|/responses/0/episode",
      "\"1a30b\"|\"1a30b\",\"fingerprint\":\"1a30ba71cca2921f\"|/responses/0",
      "\"1a30b\"|\"1a30b\",\"color\":\"red\"|/responses/0",
      "\"episode\"|\"fingerprint\"|/responses/0/fingerprint"})
  void eachFaultIsToldWhereItIs(String from, String to, String pointer) {
    assertThat(GOOD).contains(from);
    Reading reading = read(GOOD.replace(from, to));
    assertThat(reading.events()).isEmpty();
    assertThat(reading.faults()).extracting(Fault::at).contains(pointer);
  }

  @Test
  void fiveMinutesAheadIsAClockThatDiffers() {
    assertThat(read(GOOD.replace("2026-11-21T18:59:00+09:00", "2026-11-21T10:05:00Z")).faults()).isEmpty();
  }

  @Test
  void oneBadResponseKeepsTheOthersOutAndAllFaultsAreTold() {
    Reading reading = read(GOOD, GOOD.replace("\"1a30b\"", "\"beef\"").replace("\"tickets\"", "\"X\""), "7");
    assertThat(reading.events()).isEmpty();
    assertThat(reading.faults()).extracting(Fault::at).containsExactly("/responses/1/source", "/responses/1/episode",
        "/responses/2");
  }

  @Test
  void theListIsBounded() {
    assertThat(read().faults()).hasSize(1);
    assertThat(read(java.util.Collections.nCopies(100, GOOD).toArray(String[]::new)).events()).hasSize(100);
    assertThat(read(java.util.Collections.nCopies(101, GOOD).toArray(String[]::new)).faults()).hasSize(1);
  }
}
