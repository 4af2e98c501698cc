package dev.shizuka.operator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spec or status that does not fit its record as {@code null}, so that one poison object cannot end an informer. A null spec
 * means "unreadable", never "empty". The whole record becomes null, never a single field: that would silently empty a policy.
 */
final class UnreadableToNull extends DelegatingDeserializer {
  private static final long serialVersionUID = 1;

  private UnreadableToNull(JsonDeserializer<?> inner) {
    super(inner);
  }

  /** Makes these types, and no other, readable as null. */
  static SimpleModule module(Set<Class<?>> types) {
    return new SimpleModule("shizuka-unreadable-to-null").setDeserializerModifier(new Modifier(types));
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> inner) {
    return new UnreadableToNull(inner);
  }

  @Override
  @SuppressWarnings("NullAway") // Jackson's own signature knows no null, its contract does.
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode tree = context.readTree(parser);
    try (JsonParser again = tree.traverse(parser.getCodec())) {
      again.nextToken();
      return super.deserialize(again, context);
    } catch (JsonMappingException | IllegalArgumentException unreadable) {
      return null;
    }
  }

  private static final class Modifier extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;
    private final transient Set<Class<?>> types;

    Modifier(Set<Class<?>> types) {
      this.types = Set.copyOf(types);
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription bean,
        JsonDeserializer<?> inner) {
      return types.contains(bean.getBeanClass()) ? new UnreadableToNull(inner) : inner;
    }
  }
}
