package org.plumbline.registry.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class EventReaderTest {
  private static final String RUN = "3b452093-782c-4ef2-9c0c-aafe2aa6f34d";
  private static final Map<String, Object> EVENT =
      Map.of(
          "eventType",
          "COMPLETE",
          "eventTime",
          "2026-03-01T13:00:00.123456789+01:00",
          "producer",
          "https://example.org/loader",
          "schemaURL",
          "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
          "run",
          Map.of("runId", RUN, "facets", Map.of()),
          "job",
          Map.of("namespace", "etl", "name", "load"),
          "inputs",
          List.of(Map.of("namespace", "db", "name", "raw")),
          "outputs",
          List.of(
              Map.of(
                  "namespace", "lake",
                  "name", "churn.csv",
                  "facets", Map.of("version", Map.of("datasetVersion", "ab".repeat(32))))));

  @Test
  void readsWhatARunReadAndWrote() {
    ToldEvent told = EventReader.read(EVENT);

    assertThat(told.runId()).hasToString(RUN);
    assertThat(told.at()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
    assertThat(told.job()).isEqualTo("etl/load");
    assertThat(told.inputs().getFirst().contentHash()).isEmpty();
    assertThat(told.outputs().getFirst().contentHash()).contains("ab".repeat(32));
  }

  @Test
  void anEventWithoutTypeOrDataSetsIsAnEvent() {
    var bare = new HashMap<String, Object>(EVENT);
    bare.keySet().removeAll(List.of("eventType", "inputs", "outputs"));

    ToldEvent told = EventReader.read(bare);

    assertThat(told.type()).isEqualTo("OTHER");
    assertThat(told.inputs()).isEmpty();
  }

  @Test
  void namesTheFieldThatIsMissing() {
    for (String field : List.of("eventTime", "producer", "schemaURL", "run", "job")) {
      var event = new HashMap<String, Object>(EVENT);
      event.remove(field);

      refused(event, ErrorCode.MISSING_FIELD, field);
    }
  }

  @Test
  void namesTheFieldThatIsWrong() {
    refused(with("eventType", "DONE"), ErrorCode.INVALID_FIELD, "eventType");
    refused(with("eventTime", "yesterday"), ErrorCode.INVALID_FIELD, "eventTime");
    refused(with("eventTime", "+999999999-01-01T00:00:00Z"), ErrorCode.INVALID_FIELD, "eventTime");
    refused(with("run", Map.of("runId", "1-1-1-1-1")), ErrorCode.INVALID_FIELD, "run.runId");
    refused(with("run", "x"), ErrorCode.INVALID_FIELD, "run");
    refused(with("inputs", "x"), ErrorCode.INVALID_FIELD, "inputs");
    refused(with("inputs", Collections.nCopies(1_001, "x")), ErrorCode.INVALID_FIELD, "inputs");
    refused(with("outputs", List.of(7)), ErrorCode.INVALID_FIELD, "outputs[0]");
    refused(
        with("outputs", List.of(Map.of("namespace", "n", "name", "a\nb"))),
        ErrorCode.INVALID_FIELD,
        "outputs[0].name");
  }

  private static Map<String, Object> with(String field, Object value) {
    var event = new HashMap<String, Object>(EVENT);
    event.put(field, value);
    return event;
  }

  private static void refused(Map<String, Object> event, ErrorCode code, String field) {
    assertThatThrownBy(() -> EventReader.read(event))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.details()).containsEntry("field", field);
            });
  }
}
