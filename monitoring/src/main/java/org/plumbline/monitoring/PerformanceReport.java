package org.plumbline.monitoring;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;

/**
 * Metrics over time as labels mature, as the API shows them.
 *
 * @param horizonDays after which a label counts as complete; 0 when it counts as it comes
 */
public record PerformanceReport(
    String model,
    int version,
    String label,
    int horizonDays,
    List<Window> windows,
    Reference reference) {

  /**
   * One ISO week of answers.
   *
   * @param mature answers that are old enough to count
   * @param labelled of those, how many labels are known
   * @param maturity labelled share of all answers
   */
  public record Window(
      Instant start,
      Instant end,
      long predictions,
      long mature,
      long labelled,
      double maturity,
      @Nullable Double meanScore,
      @Nullable Double observedRate,
      Map<String, Range> metrics) {}

  /** The metrics at the version's birth. */
  public record Reference(Map<String, Range> metrics) {}

  /** A metric with its interval; an unknown end is null. */
  public record Range(double value, @Nullable Double low, @Nullable Double high) {
    static Map<String, Range> of(Map<String, Interval> metrics) {
      Map<String, Range> ranges = new LinkedHashMap<>();
      metrics.forEach(
          (name, interval) -> {
            if (Double.isFinite(interval.value())) {
              ranges.put(
                  name,
                  new Range(
                      interval.value(),
                      Finite.orNull(interval.low()),
                      Finite.orNull(interval.high())));
            }
          });
      return ranges;
    }
  }
}
