package org.plumbline.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reference vectors under {@code golden/}; their sources stand in docs of the golden set. */
final class Golden {
  private Golden() {}

  static byte[] bytes(String path) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Node.Fields json(String path) {
    return (Node.Fields) JsonReader.readDoubles(bytes(path));
  }

  /** Numbers where null is NaN. */
  static double[] vector(Node node) {
    return switch (node) {
      case Node.Numbers numbers -> numbers.values();
      case Node.Items items ->
          items.values().stream()
              .mapToDouble(i -> i instanceof Node.Scalar scalar ? scalar.value() : Double.NaN)
              .toArray();
      case Node.Scalar scalar -> new double[] {scalar.value()};
      default -> throw new IllegalStateException("no vector: " + node);
    };
  }

  static List<double[]> matrix(Node node) {
    return ((Node.Items) node).values().stream().map(Golden::vector).toList();
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
