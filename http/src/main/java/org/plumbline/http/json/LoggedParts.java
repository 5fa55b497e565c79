package org.plumbline.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedReason;

/** Parts of a logged prediction, written alike wherever one is told. */
public final class LoggedParts {
  private LoggedParts() {}

  public static void writeReasons(List<LoggedReason> reasons, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("reasons");
    for (LoggedReason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("feature", reason.feature());
      json.writeNumberField("contribution", reason.contribution());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Null where no safeguard did anything. */
  public static void writeSafeguard(@Nullable AppliedSafeguard applied, JsonGenerator json)
      throws IOException {
    if (applied == null) {
      json.writeNullField("safeguard");
      return;
    }
    json.writeObjectFieldStart("safeguard");
    json.writeStringField("action", applied.action().name());
    json.writeStringField("cause", applied.cause().name());
    json.writeStringField("detail", applied.detail());
    json.writeEndObject();
  }
}
