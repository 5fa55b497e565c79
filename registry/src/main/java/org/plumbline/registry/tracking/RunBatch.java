package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What is logged to a run in one piece: all of it or nothing. */
public record RunBatch(
    List<MetricPoint> metrics, SortedMap<String, String> params, SortedMap<String, String> tags) {
  public RunBatch {
    metrics = List.copyOf(metrics);
    params = Experiment.sorted(params);
    tags = Experiment.sorted(tags);
    Limits.batch(metrics.size(), params.size(), tags.size());
    params.forEach(Limits::param);
    tags.forEach(Limits::tag);
  }

  public static RunBatch of(
      List<MetricPoint> metrics, Map<String, String> params, Map<String, String> tags) {
    return new RunBatch(metrics, Experiment.sorted(params), Experiment.sorted(tags));
  }

  public static RunBatch metrics(List<MetricPoint> metrics) {
    return of(metrics, Map.of(), Map.of());
  }

  public static RunBatch params(Map<String, String> params) {
    return of(List.of(), params, Map.of());
  }

  public static RunBatch tags(Map<String, String> tags) {
    return of(List.of(), Map.of(), tags);
  }

  public boolean isEmpty() {
    return metrics.isEmpty() && params.isEmpty() && tags.isEmpty();
  }
}
