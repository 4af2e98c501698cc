package dev.shizuka.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shizuka.catalog.Documents.NotSupported;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/** Texts, numbers, truth values and nulls of the YAML 1.2 core schema. */
record Scalars(ScalarResolver resolver) {
  /** Longer ones are no sensible number, and costly to parse. */
  private static final int LONGEST_NUMBER = 400;

  JsonNode read(ScalarEvent scalar, int line) {
    Tag tag = scalar.getTag().map(Tag::new).orElseGet(() -> resolver.resolve(scalar.getValue(), scalar.isPlain()));
    String text = scalar.getValue();
    if (tag.equals(Tag.STR) || tag.getValue().equals("!")) {
      return JsonNodeFactory.instance.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JsonNodeFactory.instance.booleanNode(text.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text);
    }
    throw new NotSupported(line, "the tag " + tag.getValue() + " is not supported");
  }

  private static JsonNode number(String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (text.length() > LONGEST_NUMBER) {
      return nodes.textNode(text);
    }
    try {
      if (text.startsWith("0x") || text.startsWith("0o")) {
        return nodes.numberNode(new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8));
      }
      BigDecimal number = new BigDecimal(text);
      boolean whole = text.chars().allMatch(character -> Character.isDigit(character) || "+-".indexOf(character) >= 0);
      return whole ? integer(number.toBigInteger()) : nodes.numberNode(number);
    } catch (NumberFormatException notFinite) {
      return nodes.textNode(text);
    }
  }

  private static JsonNode integer(BigInteger number) {
    return number.bitLength() < 32
        ? JsonNodeFactory.instance.numberNode(number.intValue())
        : JsonNodeFactory.instance.numberNode(number);
  }
}
