package org.plumbline.http.prediction;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.GroupRule;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.deployment.safeguard.RowGuard.Outcome;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Reason;
import org.plumbline.scoring.ReasonCodes;
import org.plumbline.scoring.Task;

/** Writes the rows that one version answered, each as JSON and as an entry of the log. */
final class RowWriter {
  private final ServingVersion version;
  private final Model model;
  private final @Nullable Scores scores;
  private final int explain;
  private final List<ColumnContract> features;
  private final List<String> classes;
  private final boolean tellsGroups;
  private final double[] probabilities;
  private final String versionAndStage;

  /**
   * A writer for the rows that were scored.
   *
   * @param scores null when the model did not score, when only others answer
   * @param explain how many reasons each answer bears
   * @param tellsGroups whether the caller may know to which group a row belongs
   */
  RowWriter(ServingVersion version, @Nullable Scores scores, int explain, boolean tellsGroups) {
    this.version = version;
    this.model = version.model();
    this.scores = scores;
    this.explain = Math.min(explain, model.inputs().size());
    this.features = explain > 0 ? version.contract().features() : List.of();
    this.classes = model.classes().stream().map(AnswerText::quoted).toList();
    this.probabilities = new double[classes.size()];
    this.tellsGroups = tellsGroups;
    Stage stage = version.stage();
    this.versionAndStage =
        ",\"version\":"
            + version.id().number().value()
            + ",\"stage\":"
            + AnswerText.quoted(stage == null ? null : stage.name());
  }

  /**
   * Writes one row.
   *
   * @param index its place among the scored ones
   * @param outcome what became of it, null when nothing guards it
   * @return the entry that has to be in the log before the answer is given
   */
  LoggedPrediction write(
      int index,
      ParsedRow row,
      UUID id,
      Instant now,
      AnswerText json,
      RowGuard.@Nullable Outcome outcome) {
    return switch (outcome) {
      case null -> own(index, row, id, now, json, finite(scored().score(index)), null);
      case Outcome.Own(double score, var applied) -> own(index, row, id, now, json, score, applied);
      case Outcome.Replaced replaced ->
          new ReplacedRow(version, replaced, tellsGroups).write(row, id, now, json);
      case Outcome.Refused refused ->
          throw new IllegalStateException("a refused row is not written: " + refused.detail());
    };
  }

  private LoggedPrediction own(
      int index,
      ParsedRow row,
      UUID id,
      Instant now,
      AnswerText json,
      double score,
      @Nullable AppliedSafeguard applied) {
    Explanation explanation = scored().explanation(index);
    List<Reason> reasons = explanation == null ? List.of() : reasons(explanation, row.slots());
    json.raw("{\"id\":\"").raw(id.toString()).raw("\",\"score\":").number(score);
    boolean clipped = applied != null && applied.action() == AppliedSafeguard.Action.CLIPPED;
    writeClass(index, score, clipped, row, json);
    json.raw(versionAndStage);
    writeSafeguard(applied, json);
    writeMargin(index, explanation, json);
    writeReasons(reasons, json);
    writeAge(row, now, json);
    json.raw('}');
    return new LoggedPrediction(
        id,
        now,
        version.id(),
        version.stage(),
        row.id(),
        score,
        row.slots(),
        row.unknownCategories(),
        reasons.isEmpty() ? List.of() : reasons.stream().map(RowWriter::logged).toList(),
        applied,
        version.loggedThreshold(row.groups()));
  }

  private static LoggedReason logged(Reason reason) {
    return new LoggedReason(reason.feature(), reason.contribution());
  }

  private Scores scored() {
    return Objects.requireNonNull(scores, "only a scored row is written as the model's own");
  }

  private double finite(double score) {
    if (!Double.isFinite(score)) {
      throw PlumblineException.of(
          ErrorCode.MODEL_FAILED,
          "%s answers %s, which is no score; the model is broken".formatted(version.id(), score));
    }
    return score;
  }

  /** How old the row is, when it tells. */
  static void writeAge(ParsedRow row, Instant now, AnswerText json) {
    if (Double.isFinite(row.time())) {
      long asOf = Math.round(row.time() * 1_000);
      json.raw(",\"asOf\":")
          .text(Instant.ofEpochMilli(asOf).toString())
          .raw(",\"ageSeconds\":")
          .number((now.toEpochMilli() - asOf) / 1_000.0);
    }
  }

  static void writeSafeguard(@Nullable AppliedSafeguard applied, AnswerText json) {
    if (applied == null) {
      json.raw(",\"safeguard\":null");
      return;
    }
    json.raw(",\"safeguard\":{\"action\":")
        .text(applied.action().name())
        .raw(",\"cause\":")
        .text(applied.cause().name())
        .raw(",\"detail\":")
        .text(applied.detail())
        .raw('}');
  }

  private List<Reason> reasons(Explanation explanation, double[] slots) {
    // Only the few values that become a reason are put into words.
    List<String> texts =
        new AbstractList<>() {
          @Override
          public String get(int i) {
            ColumnContract feature = features.get(i);
            return Column.text(feature.type(), feature.categories(), slots[i]);
          }

          @Override
          public int size() {
            return slots.length;
          }
        };
    return ReasonCodes.top(explanation, model.inputs(), texts, explain);
  }

  private void writeClass(
      int index, double score, boolean clipped, ParsedRow row, AnswerText json) {
    if (model.task() == Task.REGRESSION) {
      json.raw(",\"label\":null,\"probabilities\":null");
      return;
    }
    if (clipped) {
      probabilities[0] = 1 - score;
      probabilities[1] = score;
    } else {
      scored().probabilities(index, probabilities);
    }
    int top = model.classOf(score, probabilities, version.threshold(row.groups()));
    json.raw(",\"label\":").raw(classes.get(top)).raw(",\"probabilities\":{");
    for (int k = 0; k < probabilities.length; k++) {
      json.raw(k == 0 ? "" : ",").raw(classes.get(k)).raw(':').number(probabilities[k]);
    }
    json.raw('}');
    writeThreshold(version, row, tellsGroups, json);
  }

  /** Which threshold decided, where groups have their own; no group where the common one did. */
  static void writeThreshold(
      ServingVersion version, ParsedRow row, boolean tellsGroups, AnswerText json) {
    GroupRule groups = version.groups();
    if (groups == null) {
      return;
    }
    json.raw(",\"threshold\":").number(groups.threshold(row.groups()));
    if (tellsGroups) {
      json.raw(",\"group\":").text(groups.group(row.groups()));
    }
  }

  private void writeMargin(int index, @Nullable Explanation explanation, AnswerText json) {
    if (explanation == null) {
      json.raw(",\"baseline\":null");
    } else {
      json.raw(",\"baseline\":").number(explanation.baseline());
    }
    json.raw(",\"margin\":").number(scored().margin(index));
  }

  private static void writeReasons(List<Reason> reasons, AnswerText json) {
    json.raw(",\"reasons\":[");
    for (int i = 0; i < reasons.size(); i++) {
      Reason reason = reasons.get(i);
      json.raw(i == 0 ? "{\"feature\":" : ",{\"feature\":")
          .text(reason.feature())
          .raw(",\"value\":")
          .text(reason.value())
          .raw(",\"contribution\":")
          .number(reason.contribution())
          .raw(",\"text\":")
          .text(reason.text())
          .raw('}');
    }
    json.raw(']');
  }
}
