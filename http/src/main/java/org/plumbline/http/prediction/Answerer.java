package org.plumbline.http.prediction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.Stage;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Reason;
import org.plumbline.scoring.ReasonCodes;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/**
 * Checks, scores and explains the rows of one request, and writes the answer that is given once
 * they are logged. Computes only; safe to share between threads.
 */
final class Answerer {
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<UUID> ids;
  private final InstantSource clock;

  Answerer(Supplier<UUID> ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** What is to be logged, and what is to be answered after it is. */
  record Answer(List<LoggedPrediction> logged, byte[] json) {}

  /**
   * Answers all rows or none.
   *
   * @throws org.plumbline.http.problem.RefusedRequest naming every refused field of every row
   */
  Answer answer(ServingVersion version, PredictionRequest request) {
    List<ParsedRow> rows = RowChecks.check(version, request.rows());
    var logged = new ArrayList<LoggedPrediction>(rows.size());
    var bytes = new ByteArrayOutputStream(256 + rows.size() * (200 + 150 * request.explain()));
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model", version.id().model().value());
      json.writeNumberField("version", version.id().number().value());
      json.writeArrayFieldStart("predictions");
      var writer = new RowWriter(version, request.explain(), json);
      for (ParsedRow row : rows) {
        logged.add(writer.write(row));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(logged, bytes.toByteArray());
  }

  /** Scores one row after the other with one working memory. */
  private final class RowWriter {
    private final ServingVersion version;
    private final Model model;
    private final int explain;
    private final JsonGenerator json;
    private final Scratch scratch = new Scratch();
    private final List<ColumnContract> features;
    private final double[] probabilities;
    private final double[] margins;

    RowWriter(ServingVersion version, int explain, JsonGenerator json) {
      this.version = version;
      this.model = version.model();
      // A model without an exact explanation gives none, rather than a guess.
      this.explain = model.explains() ? explain : 0;
      this.json = json;
      this.features = version.contract().features();
      this.probabilities = new double[model.classes().size()];
      this.margins = new double[model.marginCount()];
    }

    LoggedPrediction write(ParsedRow row) throws IOException {
      double[] slots = row.slots();
      Explanation explanation = explain > 0 ? model.explain(slots, margins, scratch) : null;
      if (explanation == null) {
        model.margins(slots, margins, scratch);
      }
      double margin = margins[indexOfLargest(margins)];
      if (model.task() != Task.REGRESSION) {
        model.probabilitiesOf(margins, probabilities);
      }
      // Last, because it may overwrite the margins.
      double score = model.scoreOf(margins);
      List<Reason> reasons = explanation == null ? List.of() : reasons(explanation, slots);
      UUID id = ids.get();
      json.writeStartObject();
      json.writeStringField("id", id.toString());
      json.writeNumberField("score", score);
      writeClass(score);
      json.writeNumberField("version", version.id().number().value());
      Stage stage = version.stage();
      json.writeStringField("stage", stage == null ? null : stage.name());
      writeMargin(margin, explanation);
      json.writeArrayFieldStart("reasons");
      for (Reason reason : reasons) {
        write(reason);
      }
      json.writeEndArray();
      json.writeEndObject();
      return new LoggedPrediction(
          id,
          clock.instant(),
          version.id(),
          stage,
          row.id(),
          score,
          slots,
          row.unknownCategories(),
          reasons.stream()
              .map(reason -> new LoggedReason(reason.feature(), reason.contribution()))
              .toList());
    }

    private List<Reason> reasons(Explanation explanation, double[] slots) {
      List<String> texts = new ArrayList<>(slots.length);
      for (int i = 0; i < slots.length; i++) {
        ColumnContract feature = features.get(i);
        texts.add(Column.text(feature.type(), feature.categories(), slots[i]));
      }
      return ReasonCodes.top(
          explanation, model.inputs(), texts, Math.min(explain, model.inputs().size()));
    }

    private void writeClass(double score) throws IOException {
      if (model.task() == Task.REGRESSION) {
        json.writeNullField("label");
        json.writeNullField("probabilities");
        return;
      }
      List<String> classes = model.classes();
      int top =
          model.task() == Task.BINARY
              ? (score >= version.threshold() ? 1 : 0)
              : indexOfLargest(probabilities);
      json.writeStringField("label", classes.get(top));
      json.writeObjectFieldStart("probabilities");
      for (int k = 0; k < probabilities.length; k++) {
        json.writeNumberField(classes.get(k), probabilities[k]);
      }
      json.writeEndObject();
    }

    private void writeMargin(double margin, @Nullable Explanation explanation) throws IOException {
      if (explanation == null) {
        json.writeNullField("baseline");
      } else {
        json.writeNumberField("baseline", explanation.baseline());
      }
      json.writeNumberField("margin", margin);
    }

    private void write(Reason reason) throws IOException {
      json.writeStartObject();
      json.writeStringField("feature", reason.feature());
      json.writeStringField("value", reason.value());
      json.writeNumberField("contribution", reason.contribution());
      json.writeStringField("text", reason.text());
      json.writeEndObject();
    }
  }

  private static int indexOfLargest(double[] values) {
    int top = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[top]) {
        top = k;
      }
    }
    return top;
  }
}
