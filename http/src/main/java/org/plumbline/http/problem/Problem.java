package org.plumbline.http.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import org.plumbline.kernel.ErrorCode;

/** A problem document (RFC 9457); its type leads to the heading of the code on the docs page. */
public record Problem(
    ErrorCode code,
    int status,
    String detail,
    List<FieldError> errors,
    OptionalLong retryAfterSeconds) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ErrorCode code, String detail) {
    return of(code, detail, List.of());
  }

  public static Problem of(ErrorCode code, String detail, List<FieldError> errors) {
    boolean passes = code.httpStatus() == 503;
    return new Problem(
        code,
        code.httpStatus(),
        detail,
        errors,
        passes ? OptionalLong.of(1) : OptionalLong.empty());
  }

  /** The same problem, when waiting so long may help. */
  public Problem retryAfter(long seconds) {
    return new Problem(code, status, detail, errors, OptionalLong.of(seconds));
  }

  public byte[] toJson(String requestId) {
    var bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", "/docs#" + code.wireName());
      json.writeStringField("title", code.title());
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      json.writeStringField("code", code.wireName());
      json.writeStringField("requestId", requestId);
      if (!errors.isEmpty()) {
        json.writeArrayFieldStart("errors");
        for (FieldError error : errors) {
          write(error, json);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(FieldError error, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (error.row() == null) {
      json.writeNullField("row");
    } else {
      json.writeNumberField("row", error.row());
    }
    json.writeStringField("field", error.field());
    json.writeStringField("code", error.code().wireName());
    json.writeStringField("detail", error.detail());
    Integer position = error.position();
    if (position != null) {
      json.writeNumberField("position", position);
    }
    json.writeEndObject();
  }
}
