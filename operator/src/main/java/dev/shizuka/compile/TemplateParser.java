package dev.shizuka.compile;

import dev.shizuka.compile.TemplateToken.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Go's template grammar above pipelines: control structures, definitions, blocks. */
final class TemplateParser {
  /** What Prometheus declares before every template. */
  private static final List<String> PRELUDE = List.of("$", "$labels", "$externalLabels", "$externalURL", "$value");
  private static final int DEEPEST = 100;

  private final TemplateTokens tokens;
  private final Set<String> names = new HashSet<>();
  private TemplatePipelines pipelines;
  private int ranges;
  private int depth;

  /** How a list of nodes ended. */
  private enum Ending {
    END, ELSE, ELSE_IF
  }

  TemplateParser(List<TemplateToken> tokens) {
    this.tokens = new TemplateTokens(tokens);
    this.pipelines = new TemplatePipelines(this.tokens, PRELUDE);
  }

  /** @throws TemplateError at the first mistake */
  void parse() {
    while (!tokens.peek().is(Type.END_OF_TEXT)) {
      if (tokens.next().is(Type.TEXT)) {
        continue;
      }
      TemplateToken word = tokens.peekAfterSpace();
      if (word.isKeyword("define")) {
        tokens.next();
        definition();
      } else if (word.isKeyword("end") || word.isKeyword("else")) {
        throw new TemplateError("unexpected {{" + word.text() + "}}");
      } else {
        action();
      }
    }
  }

  private void definition() {
    name("define clause");
    tokens.expect(Type.CLOSE, "define clause");
    separately("define clause");
  }

  /** A body with variables and loops of its own. */
  private void separately(String context) {
    TemplatePipelines outer = pipelines;
    int outerRanges = ranges;
    pipelines = new TemplatePipelines(tokens, List.of("$"));
    ranges = 0;
    if (list() != Ending.END) {
      throw new TemplateError("unexpected {{else}} in " + context);
    }
    pipelines = outer;
    ranges = outerRanges;
  }

  private void name(String context) {
    String name = templateName(context);
    // Prometheus names the template itself __alert_NAME; escapes could hide that.
    if (name.contains("__alert_") || name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      throw new TemplateError("a template cannot be named \"" + name + '"');
    }
    if (!names.add(name)) {
      throw new TemplateError("multiple definition of template \"" + name + '"');
    }
  }

  /** The name without its quotes. */
  private String templateName(String context) {
    TemplateToken token = tokens.nextAfterSpace();
    if (!token.is(Type.STRING) && !token.is(Type.RAW_STRING)) {
      throw TemplateTokens.unexpected(token, context);
    }
    if (token.is(Type.STRING)) {
      TemplateQuotes.checkString(token.text());
    }
    return token.text().substring(1, token.text().length() - 1);
  }

  /** Nodes up to {@code {{end}}} or {@code {{else}}}, which are taken; of {@code {{else if}}} the {@code if} is taken too. */
  private Ending list() {
    while (true) {
      TemplateToken token = tokens.next();
      if (token.is(Type.END_OF_TEXT)) {
        throw new TemplateError("unexpected EOF");
      }
      if (token.is(Type.TEXT)) {
        continue;
      }
      TemplateToken word = tokens.peekAfterSpace();
      if (word.isKeyword("end")) {
        tokens.next();
        tokens.expect(Type.CLOSE, "end");
        return Ending.END;
      }
      if (word.isKeyword("else")) {
        tokens.next();
        return otherwise();
      }
      action();
    }
  }

  private Ending otherwise() {
    TemplateToken word = tokens.peekAfterSpace();
    if (word.isKeyword("if")) {
      tokens.next();
      return Ending.ELSE_IF;
    }
    if (word.isKeyword("with")) {
      throw new TemplateError("{{else with}} is not known to every supported Prometheus: write {{else}}{{with ...}}");
    }
    tokens.expect(Type.CLOSE, "else");
    return Ending.ELSE;
  }

  /** One action; its left delimiter is taken. */
  private void action() {
    TemplateToken word = tokens.peekAfterSpace();
    if (!word.is(Type.KEYWORD)) {
      pipelines.pipeline("command", Type.CLOSE);
      return;
    }
    tokens.next();
    if (++depth > DEEPEST) {
      throw new TemplateError("nesting deeper than " + DEEPEST);
    }
    switch (word.text()) {
      case "if", "range", "with" -> control(word.text());
      case "block" -> block();
      case "template" -> template();
      case "break", "continue" -> jump(word.text());
      default -> throw TemplateTokens.unexpected(word, "command");
    }
    depth--;
  }

  private void control(String context) {
    int scope = pipelines.enter();
    pipelines.pipeline(context, Type.CLOSE);
    ranges += context.equals("range") ? 1 : 0;
    Ending ending = list();
    ranges -= context.equals("range") ? 1 : 0;
    if (ending == Ending.ELSE_IF) {
      chained(context);
    } else if (ending == Ending.ELSE && list() != Ending.END) {
      throw new TemplateError("expected end; found {{else}}");
    }
    pipelines.leave(scope);
  }

  private void chained(String context) {
    if (!context.equals("if")) {
      throw new TemplateError("unexpected <if> in input");
    }
    if (++depth > DEEPEST) {
      throw new TemplateError("nesting deeper than " + DEEPEST);
    }
    control("if");
    depth--;
  }

  private void block() {
    name("block clause");
    pipelines.pipeline("block clause", Type.CLOSE);
    separately("block clause");
  }

  private void template() {
    templateName("template clause");
    if (tokens.peekAfterSpace().is(Type.CLOSE)) {
      tokens.next();
    } else {
      pipelines.pipeline("template clause", Type.CLOSE);
    }
  }

  private void jump(String word) {
    tokens.expect(Type.CLOSE, "{{" + word + "}}");
    if (ranges == 0) {
      throw new TemplateError("{{" + word + "}} outside {{range}}");
    }
  }
}
