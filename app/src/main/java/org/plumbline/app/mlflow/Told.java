package org.plumbline.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.Limits;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;

/** Parts of what the other store answers, as ours; batches are as large as ours may be. */
final class Told {
  private Told() {}

  static void pairs(JsonNode list, BiConsumer<String, String> pair) {
    list.forEach(item -> pair.accept(item.path("key").asText(), item.path("value").asText("")));
  }

  static Map<String, String> map(JsonNode list) {
    var map = new TreeMap<String, String>();
    pairs(list, map::put);
    return map;
  }

  static List<RunBatch> params(JsonNode list) {
    var batches = new ArrayList<RunBatch>();
    for (List<Map.Entry<String, String>> part :
        chunks(List.copyOf(map(list).entrySet()), Limits.BATCH_PARAMS)) {
      var params = new TreeMap<String, String>();
      part.forEach(entry -> params.put(entry.getKey(), entry.getValue()));
      batches.add(RunBatch.params(params));
    }
    return batches;
  }

  static List<RunBatch> metrics(List<MetricPoint> points) {
    return chunks(points, Limits.BATCH_METRICS).stream().map(RunBatch::metrics).toList();
  }

  static MetricPoint point(JsonNode point) {
    var read =
        new MetricPoint(
            point.path("key").asText(),
            value(point.path("value")),
            point.path("step").asLong(),
            Instant.ofEpochMilli(point.path("timestamp").asLong()));
    String dataset = point.path("dataset_name").asText("");
    return dataset.isEmpty()
        ? read
        : read.measuredOn(new DatasetKey(dataset, point.path("dataset_digest").asText("")));
  }

  /** Numbers that are not finite come as words. */
  private static double value(JsonNode value) {
    return switch (value.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> value.asDouble();
    };
  }

  private static <T> List<List<T>> chunks(List<T> all, int size) {
    var chunks = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }
}
