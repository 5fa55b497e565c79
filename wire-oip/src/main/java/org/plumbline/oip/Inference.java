package org.plumbline.oip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.scoring.Task;

/** Answers tensors by the checks, the log and the meters of our own predictions. */
final class Inference {
  private final RowAnswers rows;

  Inference(RowAnswers rows) {
    this.rows = rows;
  }

  /**
   * An answer that is known and may not be given yet.
   *
   * @param logged completes when it may, on a thread of the log; or exceptionally, when it must not
   */
  record Pending(InferAnswer answer, CompletionStage<Void> logged) {}

  /** Scores all rows, or none. Waits for nothing. */
  Pending infer(ServingVersion version, InferRequest request) {
    demandOutputs(version, request);
    List<ParsedRow> parsed = TensorRows.of(request, version.parser());
    RowAnswers.Pending own = rows.score(version, parsed, request.options().explain());
    List<String> classes = version.model().classes();
    OwnAnswer answer = OwnAnswer.read(own.json(), parsed.size(), classes);
    return new Pending(
        new InferAnswer(
            version.id().model().value(),
            answer.version(),
            request.id(),
            parameters(request, answer),
            outputs(version, request, answer)),
        own.logged());
  }

  private static void demandOutputs(ServingVersion version, InferRequest request) {
    for (String wanted : request.outputs()) {
      if (!names(version).contains(wanted)) {
        throw Refusals.field(
            wanted, "is no output of %s; outputs are %s".formatted(version.id(), names(version)));
      }
    }
  }

  private static List<String> names(ServingVersion version) {
    return ModelDescription.outputs(version).stream()
        .map(ModelDescription.TensorForm::name)
        .toList();
  }

  private static Map<String, String> parameters(InferRequest request, OwnAnswer answer) {
    String safeguards = answer.safeguards();
    if (request.options().explain() == 0 && safeguards.isEmpty()) {
      return Map.of();
    }
    var parameters = new TreeMap<String, String>();
    if (request.options().explain() > 0) {
      parameters.put("reasons", answer.reasons());
    }
    if (!safeguards.isEmpty()) {
      parameters.put("safeguards", safeguards);
    }
    return parameters;
  }

  private static List<OutputTensor> outputs(
      ServingVersion version, InferRequest request, OwnAnswer answer) {
    Shape rows = Shape.of(answer.scores().length);
    var all = new ArrayList<OutputTensor>(5);
    all.add(new OutputTensor.Numbers(ModelDescription.SCORE, rows, answer.scores()));
    if (version.model().task() != Task.REGRESSION) {
      all.add(new OutputTensor.Texts(ModelDescription.LABEL, rows, answer.labels()));
      all.add(
          new OutputTensor.Numbers(
              ModelDescription.PROBABILITIES,
              Shape.of(answer.scores().length, version.model().classes().size()),
              answer.probabilities()));
    }
    all.add(new OutputTensor.Texts(ModelDescription.ID, rows, answer.ids()));
    all.add(new OutputTensor.Wholes(ModelDescription.VERSION, rows, answer.versions()));
    if (request.outputs().isEmpty()) {
      return all;
    }
    return request.outputs().stream()
        .map(name -> all.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow())
        .toList();
  }
}
