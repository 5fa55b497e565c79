package org.plumbline.registry.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Any number of runs side by side; what differs comes first, then by key. */
public record RunComparison(
    List<Run> runs,
    List<Row<String>> params,
    List<Row<MetricPoint>> metrics,
    List<Row<String>> tags) {

  /**
   * One key in all runs.
   *
   * @param differs whether two runs have unlike values, or one has none
   * @param values in the order of the runs, null where a run has none
   */
  public record Row<V>(String key, boolean differs, List<@Nullable V> values) {
    public Row {
      values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  public RunComparison {
    runs = List.copyOf(runs);
    params = List.copyOf(params);
    metrics = List.copyOf(metrics);
    tags = List.copyOf(tags);
  }

  public static RunComparison of(List<Run> runs) {
    return new RunComparison(
        runs,
        rows(runs, Run::params, value -> value),
        rows(runs, Run::metrics, MetricPoint::value),
        rows(runs, Run::tags, value -> value));
  }

  private static <V> List<Row<V>> rows(
      List<Run> runs, Function<Run, ? extends Map<String, V>> part, Function<V, Object> compared) {
    Set<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(part.apply(run).keySet()));
    List<Row<V>> rows = new ArrayList<>();
    for (String key : keys) {
      List<@Nullable V> values = new ArrayList<>();
      Set<Object> distinct = new HashSet<>();
      boolean lacking = false;
      for (Run run : runs) {
        V value = part.apply(run).get(key);
        values.add(value);
        if (value == null) {
          lacking = true;
        } else {
          distinct.add(compared.apply(value));
        }
      }
      rows.add(new Row<>(key, lacking || distinct.size() > 1, values));
    }
    rows.sort(Comparator.comparing((Row<V> row) -> !row.differs()).thenComparing(Row::key));
    return rows;
  }
}
