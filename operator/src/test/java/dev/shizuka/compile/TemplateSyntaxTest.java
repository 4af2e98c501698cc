package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSyntaxTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain }} text", "{{ $value | humanizePercentage }} of {{ $labels.job }}", "{{$labels}}",
      "{{- /* said */ -}}", "a {{- $value -}} b",
      "{{ if gt $value 1.0 }}a{{ else if lt $value -1e3 }}b{{ else }}c{{ end }}",
      "{{ range $i, $e := query \"up\" }}{{ if $i }}{{ continue }}{{ end }}{{ $e.Value }}{{ break }}{{ end }}",
      "{{ with query `up{job=\"a\"}` }}{{ . | first | value }}{{ else }}none{{ end }}",
      "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}",
      "{{ (index $labels \"a\").b.c }}", "{{ define \"t\" }}{{ . }}{{ end }}{{ template \"t\" $value }}",
      "{{ block \"b\" . }}x{{ end }}", "{{ printf \"%d \\u3042 }} \\x41 \\101\" 0x1F }}",
      "{{ print 'a' '\\n' 0b1_0 1+2i 3i .5 }}",
      "{{ printf \"{{ %s\" `}}` }}", "{{\n$value\n|\nprintf \"%.2f\"\n}}",
      "{{ $externalURL }}{{ $.Labels.a }}{{ ..Value | len }}"})
  void whatGoParsesIsGood(String template) {
    if (template.contains("..Value")) {
      assertThat(TemplateSyntax.error(template)).hasValue("unexpected . after term \".\"");
    } else {
      assertThat(TemplateSyntax.error(template)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{", "{{ }}", "{{ $value", "{{ $valu }}", "{{ foo }}", "{{ end }}", "{{ else }}",
      "{{ if true }}",
      "{{ if }}x{{ end }}", "{{ \"a }}", "{{ `a }}", "{{ 'ab' }}", "{{ '' }}", "{{ \"\\q\" }}", "{{ \"\\ud800\" }}",
      "{{ 1x }}",
      "{{ 089 }}", "{{ 18446744073709551616 }}", "{{ 1e999 }}", "{{ $value | 1 }}", "{{ $value | . }}", "{{ nil }}",
      "{{ (print 1 }}", "{{ print 1) }}", "{{ print(1) }}", "{{ $a, $b := 1 }}", "{{ range $a, $b, $c := . }}{{ end }}",
      "{{ range $a, 1 := . }}{{ end }}", "{{ $labels.a-b }}", "{{ % }}", "{{ $x = 1 }}", "{{ break }}",
      "{{ continue }}",
      "{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}", "{{ define \"t\" }}{{ $value }}{{ end }}",
      "{{ define t }}{{ end }}",
      "{{ if true }}{{ define \"t\" }}{{ end }}{{ end }}", "{{ template t }}", "{{ block \"b\" }}{{ end }}",
      "{{ with . }}{{ else with . }}{{ end }}", "{{ with . }}{{ else if . }}{{ end }}",
      "{{ range . }}{{ else }}{{ break }}{{ end }}",
      "{{ if . }}{{ else }}{{ else }}{{ end }}", "{{/* a }}", "{{ /* a */ }}", "{{/* a */ x }}", "{{ 1.a }}",
      "{{ true.a }}",
      "{{ now }}", "{{ $value | }}", "{{ | print }}", "{{ あ }}", "{{ print \u0001 }}", "{{-}}", "{{- -}}",
      "{{ a := 1 }}", "{{ : }}",
      "{{ define \"__alert_A\" }}x{{ end }}", "{{ define \"a\" }}x{{ end }}{{ define \"a\" }}y{{ end }}",
      "{{ $labels. }}{{ end }}"})
  void whatPrometheusRefusesIsAnError(String template) {
    assertThat(TemplateSyntax.error(template)).isPresent();
  }

  @Test
  void messagesSayWhatIsWrongInTheTemplatesWords() {
    assertThat(TemplateSyntax.error("{{ $vaule }}")).hasValue("undefined variable \"$vaule\"");
    assertThat(TemplateSyntax.error("{{ $value | humanise }}")).hasValue("function \"humanise\" not defined");
    assertThat(TemplateSyntax.error("{{ if $value }}high")).hasValue("unexpected EOF");
    assertThat(TemplateSyntax.error("{{ $labels.job")).hasValue("unclosed action");
    assertThat(TemplateSyntax.error("{{ now }}").orElseThrow()).contains("2.42");
  }

  @Test
  void aTemplateNestedWithoutEndIsRefusedAndNotRunInto() {
    assertThat(TemplateSyntax.error("{{ if true }}".repeat(50_000))).hasValue("nesting deeper than 100");
    assertThat(TemplateSyntax.error("{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}"))
        .hasValue("max expression depth exceeded");
  }

  @Test
  void aLiteralGivesItsTextWhateverStandsInIt() {
    assertThat(TemplateQuotes.literal("team-shop")).isEqualTo("team-shop");
    assertThat(TemplateQuotes.literal("{{ \"a\\")).isEqualTo("{{ \"{{ \\\"a\\\\\" }}");
    assertThat(TemplateSyntax.error(TemplateQuotes.literal("{{ }} \n\" ` '"))).isEmpty();
  }
}
