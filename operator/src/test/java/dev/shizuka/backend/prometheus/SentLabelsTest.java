package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.backend.BackendException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentLabelsTest {
  private static final String EXTERNAL = """
      global:
        external_labels: {cluster: tokyo, prometheus: "monitoring/k8s", prometheus_replica: k8s-0, empty: ""}
      """;
  private static final Map<String, String> SERIES = Map.of("__name__", "ALERTS", "alertstate", "firing", "alertname",
      "Down", "cluster", "osaka");

  private static Map<String, String> sent(String configuration) throws BackendException {
    return SentLabels.of("Prometheus main", configuration).of(SERIES);
  }

  @Test
  void theSeriesOwnLabelsGoAwayAndThoseOfTheAlertStay() throws BackendException {
    assertThat(sent("global: {}")).isEqualTo(Map.of("alertname", "Down", "cluster", "osaka"));
  }

  @Test
  void externalLabelsComeWhereTheAlertHasNoneOfThatName() throws BackendException {
    assertThat(sent(EXTERNAL)).isEqualTo(Map.of("alertname", "Down", "cluster", "osaka", "prometheus",
        "monitoring/k8s", "prometheus_replica", "k8s-0"));
  }

  @Test
  void theReplicasNameGoesAwayAsPrometheusOperatorHasIt() throws BackendException {
    assertThat(sent(EXTERNAL + """
        alerting:
          alert_relabel_configs:
          - separator: ;
            regex: prometheus_replica
            replacement: $1
            action: labeldrop
        """)).containsOnlyKeys("alertname", "cluster", "prometheus");
    assertThat(sent(EXTERNAL + "alerting: {alert_relabel_configs: [{action: labelkeep, regex: alert.*}]}"))
        .containsOnlyKeys("alertname");
  }

  @Test
  void whatChangesLabelsInOtherWaysIsNotGuessed() {
    String replace = "alerting: {alert_relabel_configs: [{source_labels: [a], target_label: b}]}";
    String oneOfMany = "alerting: {alertmanagers: [{alert_relabel_configs: [{action: labeldrop, regex: a}]}]}";
    for (String configuration : new String[]{replace, oneOfMany}) {
      assertThatThrownBy(() -> sent(configuration)).isInstanceOf(BackendException.class)
          .satisfies(thrown -> assertThat(((BackendException) thrown).reason()).isEqualTo("Relabelled"));
    }
    for (String strange : new String[]{"", "a: ["}) {
      assertThatThrownBy(() -> sent(strange)).isInstanceOf(BackendException.class)
          .satisfies(thrown -> assertThat(((BackendException) thrown).reason()).isEqualTo("BadReply"));
    }
  }
}
