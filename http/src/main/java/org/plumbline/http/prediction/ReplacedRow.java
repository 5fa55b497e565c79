package org.plumbline.http.prediction;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.Replacement;
import org.plumbline.deployment.safeguard.RowGuard.Outcome;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;

/**
 * Writes a row that somebody else answered: no margin and no reasons, as nobody explains it.
 *
 * <p>A former version answers under its own number and without a stage; a rule answers in the name
 * of the version that was asked.
 */
record ReplacedRow(ServingVersion asked, Outcome.Replaced outcome, boolean tellsGroups) {
  LoggedPrediction write(ParsedRow row, UUID id, Instant now, AnswerText json) {
    Replacement by = outcome.by();
    Replacement.Former former = by.former();
    VersionId version = former == null ? asked.id() : former.version().id();
    Stage stage = former == null ? asked.stage() : null;
    json.raw("{\"id\":\"").raw(id.toString()).raw("\",\"score\":").number(by.score());
    writeClass(by.score(), former, row, json);
    json.raw(",\"version\":").number(version.number().value());
    json.raw(",\"stage\":").text(stage == null ? null : stage.name());
    RowWriter.writeSafeguard(outcome.applied(), json);
    json.raw(",\"baseline\":null,\"margin\":null,\"reasons\":[]");
    RowWriter.writeAge(row, now, json);
    json.raw('}');
    return new LoggedPrediction(
        id,
        now,
        version,
        stage,
        row.id(),
        by.score(),
        former == null ? row.slots() : unboxed(former.slots()),
        row.unknownCategories(),
        List.of(),
        outcome.applied(),
        former == null ? asked.loggedThreshold(row.groups()) : Double.NaN);
  }

  private void writeClass(
      double score, Replacement.@Nullable Former former, ParsedRow row, AnswerText json) {
    Model model = former == null ? asked.model() : former.version().model();
    if (model.task() == Task.REGRESSION) {
      json.raw(",\"label\":null,\"probabilities\":null");
      return;
    }
    // Only a former version answers for several classes, and then it tells them all.
    double[] probabilities =
        former == null ? new double[] {1 - score, score} : unboxed(former.probabilities());
    double threshold =
        former == null ? asked.threshold(row.groups()) : former.version().threshold();
    int top = model.classOf(score, probabilities, threshold);
    json.raw(",\"label\":").text(model.classes().get(top)).raw(",\"probabilities\":{");
    for (int k = 0; k < probabilities.length; k++) {
      json.raw(k == 0 ? "" : ",").text(model.classes().get(k)).raw(':').number(probabilities[k]);
    }
    json.raw('}');
    if (former == null) {
      RowWriter.writeThreshold(asked, row, tellsGroups, json);
    }
  }

  private static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
