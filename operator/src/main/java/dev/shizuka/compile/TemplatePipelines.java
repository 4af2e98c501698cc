package dev.shizuka.compile;

import dev.shizuka.compile.TemplateToken.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What stands inside an action: declarations, commands, operands. Keeps the variables that are in scope. */
final class TemplatePipelines {
  private static final int DEEPEST = 100;
  private static final Set<Type> OPERANDS = EnumSet.of(Type.BOOLEAN, Type.CHARACTER_CONSTANT, Type.COMPLEX, Type.DOT,
      Type.FIELD, Type.IDENTIFIER, Type.NUMBER, Type.NIL, Type.RAW_STRING, Type.STRING, Type.VARIABLE,
      Type.LEFT_PAREN);
  private static final Set<Type> CONSTANTS = EnumSet.of(Type.BOOLEAN, Type.CHARACTER_CONSTANT, Type.COMPLEX, Type.DOT,
      Type.NIL, Type.NUMBER, Type.RAW_STRING, Type.STRING);

  private final TemplateTokens tokens;
  private List<String> variables;
  private int depth;

  TemplatePipelines(TemplateTokens tokens, List<String> variables) {
    this.tokens = tokens;
    this.variables = new ArrayList<>(variables);
  }

  /** How many variables are in scope, for {@link #leave}. */
  int enter() {
    return variables.size();
  }

  void leave(int scope) {
    variables = new ArrayList<>(variables.subList(0, scope));
  }

  /** Reads a pipeline up to its end, which is taken too. What it declares is in scope afterwards. */
  void pipeline(String context, Type end) {
    List<String> declared = declarations(context);
    int stage = 1;
    boolean more = !tokens.peekAfterSpace().is(end);
    if (!more) {
      throw new TemplateError("missing value for " + context);
    }
    while (more) {
      command(context, stage++);
      more = tokens.peekAfterSpace().is(Type.PIPE);
      if (more) {
        tokens.next();
      }
    }
    tokens.expect(end, context);
    variables.addAll(declared);
  }

  /** What {@code $x :=} or, for a range, {@code $i, $x :=} declares; nothing is taken where the pipeline starts otherwise. */
  private List<String> declarations(String context) {
    int start = tokens.mark();
    if (!tokens.peekAfterSpace().is(Type.VARIABLE)) {
      return List.of();
    }
    List<String> names = new ArrayList<>(List.of(tokens.next().text()));
    while (tokens.peekAfterSpace().isComma()) {
      tokens.next();
      if (!context.equals("range") || names.size() == 2) {
        throw new TemplateError("too many declarations in " + context);
      }
      names.add(tokens.expect(Type.VARIABLE, context).text());
    }
    TemplateToken after = tokens.peek();
    if (after.is(Type.DECLARE) || after.is(Type.ASSIGN)) {
      tokens.next();
      return after.is(Type.DECLARE) ? names : assigned(names);
    }
    if (names.size() > 1) {
      throw new TemplateError("range can only initialize variables");
    }
    tokens.back(start);
    return List.of();
  }

  private List<String> assigned(List<String> names) {
    names.stream().filter(name -> !variables.contains(name)).findFirst().ifPresent(name -> {
      throw new TemplateError("assignment to undefined variable \"" + name + "\": write " + name + " := ");
    });
    return List.of();
  }

  private void command(String context, int stage) {
    TemplateToken first = tokens.peekAfterSpace();
    if (stage > 1 && (first.is(Type.CLOSE) || first.is(Type.RIGHT_PAREN))) {
      throw new TemplateError("missing command after |");
    }
    if (!OPERANDS.contains(first.type())) {
      throw TemplateTokens.unexpected(first, context);
    }
    if (stage > 1 && CONSTANTS.contains(first.type())) {
      throw new TemplateError("non executable command in pipeline stage " + stage);
    }
    if (first.is(Type.NIL)) {
      throw new TemplateError("nil is not a command");
    }
    do {
      operand();
    } while (tokens.peek().is(Type.SPACE) && OPERANDS.contains(tokens.peekAfterSpace().type()));
    TemplateToken after = tokens.peek();
    if (!after.is(Type.SPACE) && !after.is(Type.CLOSE) && !after.is(Type.RIGHT_PAREN) && !after.is(Type.PIPE)) {
      throw TemplateTokens.unexpected(after, "operand");
    }
  }

  private void operand() {
    TemplateToken token = tokens.nextAfterSpace();
    switch (token.type()) {
      case IDENTIFIER -> TemplateFunctions.check(token.text());
      case VARIABLE -> checkDefined(token.text());
      case NUMBER -> TemplateNumber.check(token.text());
      case COMPLEX -> TemplateNumber.checkComplex(token.text());
      case CHARACTER_CONSTANT -> TemplateQuotes.checkCharacter(token.text());
      case STRING -> TemplateQuotes.checkString(token.text());
      case LEFT_PAREN -> parenthesized();
      default -> {
      }
    }
    if (tokens.peek().is(Type.FIELD) && CONSTANTS.contains(token.type())) {
      throw new TemplateError("unexpected . after term \"" + token.text() + '"');
    }
    while (tokens.peek().is(Type.FIELD)) {
      tokens.next();
    }
  }

  private void parenthesized() {
    if (++depth > DEEPEST) {
      throw new TemplateError("max expression depth exceeded");
    }
    pipeline("parenthesized pipeline", Type.RIGHT_PAREN);
    depth--;
  }

  private void checkDefined(String name) {
    if (!variables.contains(name)) {
      throw new TemplateError("undefined variable \"" + name + '"');
    }
  }
}
