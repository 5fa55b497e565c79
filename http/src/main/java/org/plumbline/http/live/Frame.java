package org.plumbline.http.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.LoggedParts;
import org.plumbline.http.problem.Problem;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.FeedEvent;

/**
 * One message to clients, written once for all of them.
 *
 * @param type what it is, as its JSON says too
 * @param cursor the place after it, null for what is no place of the log
 * @param json one line
 */
record Frame(String type, @Nullable String cursor, String json) {
  private static final JsonFactory JSON = new JsonFactory();

  /** As server-sent event. */
  String event() {
    String id = cursor == null ? "" : "id: " + cursor + "\n";
    return "event: " + type + "\n" + id + "data: " + json + "\n\n";
  }

  static Frame of(FeedEvent event) {
    return switch (event) {
      case FeedEvent.Answered answered -> of(answered);
      case FeedEvent.AlertChanged changed -> of(changed);
    };
  }

  private static Frame of(FeedEvent.Answered event) {
    return frame(
        "prediction",
        event.cursor(),
        json -> {
          json.writeObjectFieldStart("prediction");
          json.writeStringField("id", event.id().toString());
          json.writeStringField("model", event.version().model().value());
          json.writeNumberField("version", event.version().number().value());
          json.writeStringField("stage", event.stage() == null ? null : event.stage().name());
          json.writeStringField("entity", event.entity());
          json.writeNumberField("score", event.score());
          json.writeStringField("at", event.predictedAt().toString());
          LoggedParts.writeSafeguard(event.safeguard(), json);
          LoggedParts.writeReasons(event.reasons(), json);
          json.writeEndObject();
        });
  }

  private static Frame of(FeedEvent.AlertChanged event) {
    AlertLine alert = AlertLine.of(event.alert());
    return frame(
        "alert",
        event.cursor(),
        json -> {
          json.writeObjectFieldStart("alert");
          json.writeStringField("id", alert.id());
          json.writeStringField("model", alert.model());
          json.writeNumberField("version", alert.version());
          json.writeStringField("kind", alert.kind());
          json.writeStringField("severity", alert.severity());
          json.writeStringField("state", alert.state());
          json.writeStringField("title", alert.title());
          json.writeStringField("detail", alert.detail());
          json.writeStringField("column", alert.column());
          json.writeStringField("openedAt", alert.openedAt().toString());
          json.writeStringField("acknowledgedBy", alert.acknowledgedBy());
          json.writeStringField(
              "resolvedAt", alert.resolvedAt() == null ? null : alert.resolvedAt().toString());
          json.writeEndObject();
        });
  }

  /** A subscription begins after this place. */
  static Frame subscribed(String subscription, Cursor from) {
    return frame("subscribed", from, json -> json.writeStringField("subscription", subscription));
  }

  static Frame unsubscribed(String subscription) {
    return frame("unsubscribed", null, json -> json.writeStringField("subscription", subscription));
  }

  /**
   * Events were left out after one place and up to another; whoever wants them subscribes anew from
   * the first.
   *
   * @param missed how many, negative when nobody has counted them
   */
  static Frame gap(@Nullable String after, String cursor, long missed) {
    return text(
        "gap",
        cursor,
        json -> {
          json.writeStringField("after", after);
          if (missed < 0) {
            json.writeNullField("missed");
          } else {
            json.writeNumberField("missed", missed);
          }
        });
  }

  static Frame heartbeat(Instant now) {
    return frame("heartbeat", null, json -> json.writeStringField("at", now.toString()));
  }

  /** A command was refused; the stream goes on. */
  static Frame error(@Nullable String subscription, Problem problem) {
    return frame(
        "error",
        null,
        json -> {
          json.writeStringField("subscription", subscription);
          write(problem, json);
        });
  }

  /** The last words of a stream. */
  static Frame closing(Problem problem) {
    return frame("closing", null, json -> write(problem, json));
  }

  private static void write(Problem problem, JsonGenerator json) throws IOException {
    json.writeStringField("code", problem.code().wireName());
    json.writeStringField("title", problem.code().title());
    json.writeStringField("detail", problem.detail());
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static Frame frame(String type, @Nullable Cursor cursor, Content content) {
    return text(type, cursor == null ? null : cursor.text(), content);
  }

  private static Frame text(String type, @Nullable String cursor, Content content) {
    var text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      if (cursor != null) {
        json.writeStringField("cursor", cursor);
      }
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Frame(type, cursor, text.toString());
  }
}
