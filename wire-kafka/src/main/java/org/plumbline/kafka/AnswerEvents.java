package org.plumbline.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.LoggedParts;
import org.plumbline.http.problem.FieldError;
import org.plumbline.http.problem.Problem;
import org.plumbline.monitoring.LoggedPrediction;

/** What is answered, as CloudEvents 1.0 in structured JSON. */
final class AnswerEvents {
  static final String ANSWERED = "org.plumbline.prediction.answered";
  static final String REFUSED = "org.plumbline.prediction.refused";

  private static final String SOURCE = "/plumbline";
  private static final JsonFactory JSON = new JsonFactory();

  private AnswerEvents() {}

  private interface Data {
    void write(JsonGenerator json) throws IOException;
  }

  /** The same for every copy of the request. */
  static byte[] answered(RequestEvent request, List<LoggedPrediction> rows) {
    String id = DerivedId.of("answer", request.source(), request.id()).toString();
    return event(
        ANSWERED,
        id,
        request.model().value(),
        request.at(),
        json -> {
          json.writeObjectFieldStart("request");
          json.writeStringField("source", request.source());
          json.writeStringField("id", request.id());
          json.writeEndObject();
          json.writeArrayFieldStart("predictions");
          for (LoggedPrediction row : rows) {
            write(row, json);
          }
          json.writeEndArray();
        });
  }

  private static void write(LoggedPrediction row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", row.id().toString());
    json.writeNumberField("version", row.version().number().value());
    json.writeStringField("stage", row.stage() == null ? null : row.stage().name());
    json.writeStringField("entity", row.entity());
    json.writeNumberField("score", row.score());
    if (!Double.isNaN(row.threshold())) {
      json.writeNumberField("threshold", row.threshold());
    }
    LoggedParts.writeSafeguard(row.safeguard(), json);
    LoggedParts.writeReasons(row.reasons(), json);
    json.writeEndObject();
  }

  /**
   * A request that cannot be answered.
   *
   * @param place topic, partition and offset of the request
   * @param value the request as it came
   */
  static byte[] refused(Problem problem, String place, Instant at, byte @Nullable [] value) {
    return event(
        REFUSED,
        DerivedId.of("refusal", place).toString(),
        null,
        at,
        json -> {
          json.writeObjectFieldStart("problem");
          json.writeStringField("code", problem.code().wireName());
          json.writeStringField("title", problem.code().title());
          json.writeStringField("detail", problem.detail());
          json.writeArrayFieldStart("errors");
          for (FieldError error : problem.errors()) {
            json.writeStartObject();
            if (error.row() != null) {
              json.writeNumberField("row", error.row());
            }
            json.writeStringField("field", error.field());
            json.writeStringField("code", error.code().wireName());
            json.writeStringField("detail", error.detail());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeStringField("place", place);
          json.writeStringField(
              "request", value == null ? null : new String(value, StandardCharsets.UTF_8));
        });
  }

  private static byte[] event(
      String type, String id, @Nullable String subject, Instant at, Data data) {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("specversion", "1.0");
      json.writeStringField("type", type);
      json.writeStringField("source", SOURCE);
      json.writeStringField("id", id);
      if (subject != null) {
        json.writeStringField("subject", subject);
      }
      json.writeStringField("time", at.toString());
      json.writeStringField("datacontenttype", "application/json");
      json.writeObjectFieldStart("data");
      data.write(json);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
