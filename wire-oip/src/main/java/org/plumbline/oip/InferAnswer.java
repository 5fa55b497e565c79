package org.plumbline.oip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back, whichever wire it takes.
 *
 * @param version the version that answered all rows, empty when several did
 * @param id of the request, empty without one
 * @param parameters what the protocol has no place for, as texts
 */
record InferAnswer(
    String model,
    String version,
    String id,
    Map<String, String> parameters,
    List<OutputTensor> outputs) {
  InferAnswer {
    parameters = Map.copyOf(parameters);
    outputs = List.copyOf(outputs);
  }

  /** Our own answer, with those outputs that were asked for. */
  static InferAnswer of(InferRequest request, OwnAnswer answer) {
    return new InferAnswer(
        answer.model(),
        answer.version(),
        request.id(),
        parameters(request, answer),
        outputs(request, answer));
  }

  private static Map<String, String> parameters(InferRequest request, OwnAnswer answer) {
    var parameters = new TreeMap<String, String>();
    if (request.options().explain() > 0) {
      parameters.put("reasons", answer.reasons());
    }
    parameters.put("stages", answer.stages());
    putSaid(parameters, "safeguards", answer.safeguards());
    putSaid(parameters, "thresholds", answer.thresholds());
    putSaid(parameters, "groups", answer.groups());
    return parameters;
  }

  private static void putSaid(Map<String, String> parameters, String name, String list) {
    if (!list.isEmpty()) {
      parameters.put(name, list);
    }
  }

  private static List<OutputTensor> outputs(InferRequest request, OwnAnswer answer) {
    int count = answer.scores().length;
    Shape rows = Shape.of(count);
    int classes = answer.classes().size();
    var all = new ArrayList<OutputTensor>(5);
    all.add(new OutputTensor.Numbers(ModelDescription.SCORE, rows, answer.scores()));
    if (classes > 0) {
      all.add(new OutputTensor.Texts(ModelDescription.LABEL, rows, answer.labels()));
      all.add(
          new OutputTensor.Numbers(
              ModelDescription.PROBABILITIES, Shape.of(count, classes), answer.probabilities()));
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
