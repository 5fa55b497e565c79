package org.plumbline.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/**
 * A request for predictions: a CloudEvent 1.0 in structured JSON.
 *
 * @param source who asks; with {@code id} it names the event for ever
 * @param at when it was asked: the event's time, else the record's
 * @param timed whether the event itself says when, so that a copy of it says the same
 * @param model the subject of the event
 * @param bytes how large it came
 */
record RequestEvent(
    String source,
    String id,
    Instant at,
    boolean timed,
    ModelName model,
    List<Map<String, @Nullable Object>> rows,
    int explain,
    int bytes) {
  static final String TYPE = "org.plumbline.prediction.requested";

  private static final Duration OLDEST = Duration.ofDays(7);
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final int LONGEST = 1_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  RequestEvent {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a record.
   *
   * @param recorded the record's own time
   * @throws PlumblineException BAD_REQUEST, MISSING_FIELD or INVALID_FIELD
   */
  static RequestEvent read(byte @Nullable [] value, Instant recorded) {
    JsonNode event = parsed(value);
    required(event, "specversion", "1.0");
    required(event, "type", TYPE);
    String time = text(event, "time");
    JsonNode data = event.path("data");
    if (!data.isObject()) {
      throw missing("data", "an object with 'rows'");
    }
    return new RequestEvent(
        mustHave(event, "source"),
        mustHave(event, "id"),
        time == null ? recorded : at(time, recorded),
        time != null,
        new ModelName(mustHave(event, "subject")),
        rows(data.path("rows")),
        explain(data.path("explain")),
        value == null ? 0 : value.length);
  }

  /** The id of one row's prediction: the same for every copy of the event. */
  UUID predictionId(int row) {
    return DerivedId.of("prediction", source, id, Integer.toString(row));
  }

  private static JsonNode parsed(byte @Nullable [] value) {
    if (value == null) {
      throw PlumblineException.of(ErrorCode.BAD_REQUEST, "The record has no value");
    }
    try {
      JsonNode event = JSON.readTree(value);
      if (event != null && event.isObject()) {
        return event;
      }
    } catch (JsonProcessingException broken) {
      throw PlumblineException.of(
          ErrorCode.BAD_REQUEST, "The record is not valid JSON: " + broken.getOriginalMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    throw PlumblineException.of(ErrorCode.BAD_REQUEST, "The record is no CloudEvent in JSON");
  }

  private static void required(JsonNode event, String field, String value) {
    String found = mustHave(event, field);
    if (!found.equals(value)) {
      throw Query.invalid(field, found, value);
    }
  }

  private static String mustHave(JsonNode event, String field) {
    String text = text(event, field);
    if (text == null) {
      throw missing(field, "a text");
    }
    return text;
  }

  private static @Nullable String text(JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.asText().isEmpty() || value.asText().length() > LONGEST) {
      throw Query.invalid(field, value.getNodeType().toString(), "a text of 1 to 1,000 characters");
    }
    return value.asText();
  }

  private static Instant at(String time, Instant recorded) {
    Instant at;
    try {
      at = Instant.ofEpochMilli(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException unreadable) {
      throw Query.invalid("time", time, "a time of RFC 3339, such as 2026-01-31T12:00:00Z");
    }
    if (at.isBefore(recorded.minus(OLDEST)) || at.isAfter(recorded.plus(AHEAD))) {
      throw Query.invalid(
          "time", time, "within 7 days before and 5 minutes after the record's own time");
    }
    return at;
  }

  private static List<Map<String, @Nullable Object>> rows(JsonNode rows) {
    if (!rows.isArray()) {
      throw missing("rows", "an array of objects");
    }
    var read = new ArrayList<Map<String, @Nullable Object>>(rows.size());
    for (JsonNode row : rows) {
      if (!row.isObject()) {
        throw Query.invalid("rows", row.getNodeType().toString(), "an array of objects");
      }
      var values = new LinkedHashMap<String, @Nullable Object>();
      row.properties().forEach(field -> values.put(field.getKey(), value(field)));
      read.add(values);
    }
    return read;
  }

  private static @Nullable Object value(Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    return switch (value.getNodeType()) {
      case NULL -> null;
      case STRING -> value.asText();
      case BOOLEAN -> value.asBoolean();
      case NUMBER -> value.numberValue();
      case ARRAY, OBJECT, BINARY, MISSING, POJO ->
          throw Query.invalid(
              field.getKey(), value.getNodeType().toString(), "a text, a number, true or false");
    };
  }

  private static int explain(JsonNode explain) {
    if (explain.isMissingNode() || explain.isNull()) {
      return 0;
    }
    if (!explain.isInt() || explain.asInt() < 0 || explain.asInt() > 100) {
      throw Query.invalid("explain", explain.toString(), "a whole number from 0 to 100");
    }
    return explain.asInt();
  }

  private static PlumblineException missing(String field, String what) {
    return PlumblineException.of(
            ErrorCode.MISSING_FIELD, "'%s' is required: %s".formatted(field, what))
        .with("field", field);
  }
}
