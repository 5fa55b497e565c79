package org.plumbline.oip;

import java.util.List;
import java.util.Map;

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
}
