package org.plumbline.training.solver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads reference vectors; their source stands in the README of the golden module. */
final class Golden {
  private Golden() {}

  static JsonNode read(String name) {
    try (var stream = Golden.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] vector(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).doubleValue();
    }
    return values;
  }

  static int[] ints(JsonNode node) {
    int[] values = new int[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).intValue();
    }
    return values;
  }

  static SparseRows rows(JsonNode node) {
    var rows = new SparseRows.Builder(node.get(0).size(), node.size(), node.get(0).size());
    for (JsonNode row : node) {
      rows.add(vector(row));
    }
    return rows.build();
  }
}
