package org.plumbline.scoring.exchange;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;

/** ONNX Runtime, the second opinion on graphs. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /** The named output of a graph for the given inputs: float[][], double[][] or String[][]. */
  static double[][] run(byte[] graph, Map<String, ?> inputs, String output) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    var tensors = new HashMap<String, OnnxTensor>();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(graph, options)) {
        for (Map.Entry<String, ?> input : inputs.entrySet()) {
          tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
        }
        try (OrtSession.Result result = session.run(tensors)) {
          return wide(result.get(output).orElseThrow().getValue());
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** Rows of slots as an exported graph reads them. */
  static Map<String, Object> inputs(Model model, double[][] rows) {
    var inputs = new HashMap<String, Object>();
    for (int j = 0; j < model.inputs().size(); j++) {
      Input input = model.inputs().get(j);
      double[][] numbers = new double[rows.length][1];
      String[][] texts = new String[rows.length][1];
      for (int i = 0; i < rows.length; i++) {
        double slot = rows[i][j];
        numbers[i][0] = slot;
        texts[i][0] =
            Double.isNaN(slot)
                ? ""
                : slot < 0 || input.categories().isEmpty()
                    ? "never seen"
                    : input.categories().get((int) slot);
      }
      inputs.put(input.name(), input.categories().isEmpty() ? numbers : texts);
    }
    return inputs;
  }

  private static double[][] wide(Object value) {
    if (value instanceof double[][] wide) {
      return wide;
    }
    float[][] floats = (float[][]) value;
    double[][] wide = new double[floats.length][floats[0].length];
    for (int i = 0; i < wide.length; i++) {
      for (int j = 0; j < wide[i].length; j++) {
        wide[i][j] = floats[i][j];
      }
    }
    return wide;
  }
}
