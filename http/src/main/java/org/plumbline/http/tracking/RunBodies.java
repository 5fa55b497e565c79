package org.plumbline.http.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunUpdate;

/** What programs send to log runs. */
final class RunBodies {
  private RunBodies() {}

  record Start(
      @Nullable String name,
      @Nullable Instant startedAt,
      @Nullable SortedMap<String, String> tags) {}

  record Change(@Nullable String name, @Nullable String status, @Nullable Instant endedAt) {
    RunUpdate update() {
      return new RunUpdate(name, Query.choice("status", status, RunStatus.class), endedAt);
    }
  }

  /**
   * A value of a metric.
   *
   * @param special {@code NaN}, {@code Infinity} or {@code -Infinity} in place of a value
   * @param step 0 when absent
   * @param at now when absent
   */
  record Metric(
      @Nullable String key,
      @Nullable Double value,
      @Nullable String special,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Long step,
      @Nullable Instant at) {
    MetricPoint point(Instant now) {
      return new MetricPoint(
          Body.required("metrics.key", key),
          number(),
          step == null ? 0 : step,
          at == null ? now : at,
          bounds());
    }

    private double number() {
      if (special == null) {
        return Body.required("metrics.value", value);
      }
      return switch (special) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw Query.invalid("metrics.special", special, "NaN, Infinity or -Infinity");
      };
    }

    private MetricPoint.@Nullable Bounds bounds() {
      if (low == null && high == null) {
        return null;
      }
      double from = Body.required("metrics.low", low);
      double to = Body.required("metrics.high", high);
      if (!(from <= to)) {
        throw Query.invalid(
            "metrics.low",
            Double.toString(from),
            String.format(Locale.ROOT, "at most high, %s", to));
      }
      return new MetricPoint.Bounds(from, to);
    }
  }

  record Log(
      @Nullable List<Metric> metrics,
      @Nullable SortedMap<String, String> params,
      @Nullable SortedMap<String, String> tags) {
    RunBatch batch(Instant now) {
      return new RunBatch(
          metrics == null ? List.of() : metrics.stream().map(metric -> metric.point(now)).toList(),
          params == null ? new TreeMap<>() : params,
          tags == null ? new TreeMap<>() : tags);
    }
  }

  record Inputs(@Nullable List<Input> inputs) {
    List<RunInput> read() {
      return Body.required("inputs", inputs).stream().map(Input::read).toList();
    }
  }

  record Input(
      @Nullable String name,
      @Nullable String digest,
      @Nullable String sourceType,
      @Nullable String source,
      @Nullable String schema,
      @Nullable String profile,
      @Nullable SortedMap<String, String> tags) {
    RunInput read() {
      return new RunInput(
          Body.required("inputs.name", name),
          Body.required("inputs.digest", digest),
          sourceType == null ? "local" : sourceType,
          source == null ? "" : source,
          schema,
          profile,
          tags == null ? new TreeMap<>() : tags);
    }
  }
}
