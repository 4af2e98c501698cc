package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.operator.AdmissionJudge.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionJudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Look STANDS = new Look(true, List.of());
  private static final Look AWAY = new Look(false, List.of());
  private final AdmissionJudge judge = new AdmissionJudge();

  @Test
  void whatWasNeverSeenOpensNothing() {
    assertThat(judge.judge(AWAY, NOW).counts()).isFalse();
    assertThat(judge.judge(AWAY, NOW).closed()).contains("list and watch of validatingadmissionpolicies");
    assertThat(judge.judge(STANDS, NOW)).isEqualTo(ApprovalSource.CLUSTER);
  }

  @Test
  void whatIsMissingOrAlteredIsTold() {
    ApprovalSource closed = judge.judge(new Look(true, List.of("ValidatingAdmissionPolicy a is missing",
        "ValidatingAdmissionPolicy b is altered (spec.failurePolicy)")), NOW);
    assertThat(closed.counts()).isFalse();
    assertThat(closed.closed()).contains("a is missing; ValidatingAdmissionPolicy b is altered (spec.failurePolicy).",
        "helm upgrade", "--applier");
    assertThat(judge.judge(STANDS, NOW).counts()).isTrue();
  }

  @Test
  void whileNobodyCanLookTheLastLookGoesOnForAQuarterOfAnHour() {
    judge.judge(STANDS, NOW);
    assertThat(judge.judge(AWAY, NOW.plus(Duration.ofMinutes(15))).counts()).isTrue();
    ApprovalSource closed = judge.judge(AWAY, NOW.plus(Duration.ofMinutes(16)));
    assertThat(closed.counts()).isFalse();
    assertThat(closed.closed()).contains("could not be read since 2026-11-21T12:00:00Z");
    assertThat(judge.judge(STANDS, NOW.plus(Duration.ofMinutes(17))).counts()).isTrue();
    assertThat(judge.judge(AWAY, NOW.plus(Duration.ofMinutes(31))).counts()).isTrue();
  }

  @Test
  void whatIsHeardOfAnAlterationCountsAtOnce() {
    judge.judge(STANDS, NOW);
    assertThat(judge.judge(new Look(false, List.of("x is missing")), NOW.plusSeconds(1)).counts()).isFalse();
  }
}
