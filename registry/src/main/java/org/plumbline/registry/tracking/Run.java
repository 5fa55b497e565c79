package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A run with all that was logged to it.
 *
 * @param metrics the latest point of each metric
 * @param measured the latest point of each metric on each data set that it names; of logged models
 *     only
 */
public record Run(
    RunInfo info,
    SortedMap<String, String> params,
    SortedMap<String, String> tags,
    SortedMap<String, MetricPoint> metrics,
    List<MetricPoint> measured,
    List<RunInput> inputs) {
  public Run {
    params = Experiment.sorted(params);
    tags = Experiment.sorted(tags);
    metrics = Experiment.sorted(metrics);
    measured = List.copyOf(measured);
    inputs = List.copyOf(inputs);
  }

  static Run started(RunInfo info, Map<String, String> tags) {
    return new Run(
        info,
        Experiment.sorted(Map.of()),
        Experiment.sorted(tags),
        Experiment.sorted(Map.of()),
        List.of(),
        List.of());
  }

  public RunId id() {
    return info.id();
  }

  /** The run that this one is a part of. */
  public Optional<RunId> parent() {
    return Optional.ofNullable(tags.get(RunTags.PARENT)).map(RunId::new);
  }
}
