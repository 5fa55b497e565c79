package org.plumbline.http.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.Subscription;

/** What a WebSocket client may say. */
sealed interface StreamCommand {
  /** What the client calls the subscription. */
  String name();

  record Subscribe(String name, Subscription wanted, @Nullable Cursor after)
      implements StreamCommand {}

  record Unsubscribe(String name) implements StreamCommand {}

  int LONGEST_NAME = 100;

  /**
   * Reads one message.
   *
   * @throws PlumblineException BAD_REQUEST, MISSING_FIELD or INVALID_FIELD
   */
  static StreamCommand read(String text, ObjectMapper json) {
    JsonNode message = parsed(text, json);
    String type = Body.required("type", text(message, "type"));
    String name = Body.required("subscription", text(message, "subscription"));
    if (name.length() > LONGEST_NAME) {
      throw Query.invalid("subscription", name.substring(0, 20) + "…", "at most 100 characters");
    }
    return switch (type) {
      case "subscribe" -> subscribe(name, message);
      case "unsubscribe" -> new Unsubscribe(name);
      default -> throw Query.invalid("type", type, "subscribe or unsubscribe");
    };
  }

  private static JsonNode parsed(String text, ObjectMapper json) {
    try {
      JsonNode message = json.readTree(text);
      if (message.isObject()) {
        return message;
      }
    } catch (JsonProcessingException broken) {
      throw PlumblineException.of(
          ErrorCode.BAD_REQUEST, "The message is not valid JSON; see docs/streams.md", broken);
    }
    throw PlumblineException.of(
        ErrorCode.BAD_REQUEST, "The message must be a JSON object; see docs/streams.md");
  }

  private static Subscribe subscribe(String name, JsonNode message) {
    String after = text(message, "after");
    return new Subscribe(
        name,
        wanted(text(message, "model"), text(message, "entity"), message.path("alerts").asBoolean()),
        after == null ? null : Cursor.parse(after));
  }

  /**
   * What model, entity and alerts together mean.
   *
   * @throws PlumblineException MISSING_FIELD for nothing, INVALID_FIELD for what does not go
   *     together
   */
  static Subscription wanted(@Nullable String model, @Nullable String entity, boolean alerts) {
    ModelName name = model == null ? null : new ModelName(model);
    if (alerts) {
      if (entity != null) {
        throw Query.invalid("entity", entity, "absent, as alerts are about models");
      }
      return new Subscription.OfAlerts(name);
    }
    try {
      if (name != null) {
        return new Subscription.OfModel(name, entity);
      }
      return new Subscription.OfEntity(Body.required("model", entity));
    } catch (IllegalArgumentException tooLong) {
      throw Query.invalid("entity", "…", "1 to 200 characters");
    }
  }

  private static @Nullable String text(JsonNode message, String field) {
    JsonNode value = message.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Query.invalid(field, value.toString(), "a text");
    }
    return Query.text(value.asText());
  }
}
