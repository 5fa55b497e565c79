package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;

/**
 * How good a version is, on rows it was not fitted on, and what it was compared with.
 *
 * <p>Metric names are the wire names of the statistics room (rocAuc, prAuc, logLoss, brier, ece,
 * rmse …). A metric that is undefined on its rows is absent from the map.
 *
 * @param primaryMetric the metric that decided between candidates
 * @param split which rows the numbers under {@code metrics} come from
 * @param threshold the score from which a row counts as positive; null unless two classes
 * @param metrics with percentile bootstrap intervals
 * @param confusion at the threshold; null unless two classes
 * @param calibration empty unless two classes
 * @param gain empty unless two classes
 * @param segments the metrics within the values of low-cardinality columns
 * @param candidates all learners, the champion among them, simplest first
 * @param calibrated how the champion's probabilities were calibrated; null unless two classes
 * @param importance mean absolute contribution on the margin scale, largest first
 * @param fairness one for each protected attribute and each pair of them, at the one threshold;
 *     empty unless two classes, and for versions from before it was measured
 * @param mitigation what was done so that groups fare alike, and its cost; null when nothing was
 */
public record Scorecard(
    String primaryMetric,
    Split split,
    @Nullable Double threshold,
    Map<String, Interval> metrics,
    CrossValidation crossValidation,
    @Nullable ConfusionAt confusion,
    List<CalibrationBin> calibration,
    List<GainPoint> gain,
    List<Segment> segments,
    List<Candidate> candidates,
    Baseline baseline,
    @Nullable Calibrated calibrated,
    List<Importance> importance,
    List<GroupFairness> fairness,
    @Nullable Mitigated mitigation) {
  // A scorecard that an older release has stored has no such list.
  public Scorecard {
    fairness = fairness == null ? List.of() : List.copyOf(fairness);
    metrics = ordered(metrics);
    calibration = List.copyOf(calibration);
    gain = List.copyOf(gain);
    segments = List.copyOf(segments);
    candidates = List.copyOf(candidates);
    importance = List.copyOf(importance);
    require(
        candidates.stream().filter(Candidate::champion).count() == 1,
        "exactly one of %s candidates must be champion",
        candidates.size());
  }

  /** A scorecard without protected attributes. */
  public Scorecard(
      String primaryMetric,
      Split split,
      @Nullable Double threshold,
      Map<String, Interval> metrics,
      CrossValidation crossValidation,
      @Nullable ConfusionAt confusion,
      List<CalibrationBin> calibration,
      List<GainPoint> gain,
      List<Segment> segments,
      List<Candidate> candidates,
      Baseline baseline,
      @Nullable Calibrated calibrated,
      List<Importance> importance) {
    this(
        primaryMetric,
        split,
        threshold,
        metrics,
        crossValidation,
        confusion,
        calibration,
        gain,
        segments,
        candidates,
        baseline,
        calibrated,
        importance,
        List.of(),
        null);
  }

  /** The candidate that the version is. */
  public Candidate champion() {
    return candidates.stream().filter(Candidate::champion).findFirst().orElseThrow();
  }

  /** A metric of the champion; empty when it is undefined or of another task. */
  public Optional<Interval> metric(String name) {
    return Optional.ofNullable(metrics.get(name));
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * How rows were parted.
   *
   * @param kind {@code time}, {@code group} or {@code stratified} ({@code shuffled} for numbers)
   * @param trainRows rows available for fitting and selection
   * @param testRows rows the metrics come from; equal to trainRows when cross-validated
   * @param detail one sentence for people
   */
  public record Split(String kind, long trainRows, long testRows, String detail) {}

  /** Mean over folds, with the lowest and highest fold. */
  public record CrossValidation(int folds, Map<String, FoldMetric> metrics) {
    public CrossValidation {
      metrics = ordered(metrics);
    }
  }

  public record FoldMetric(double mean, double low, double high) {}

  /** Counts of decisions at one threshold. */
  public record ConfusionAt(
      double threshold,
      long truePositive,
      long falsePositive,
      long trueNegative,
      long falseNegative) {}

  /**
   * How margins became probabilities: the method of least log loss, Platt's line unless another is
   * better beyond chance. Every number comes from rows that the measured line was not fitted on.
   *
   * @param method {@code platt}, {@code beta} or {@code isotonic}
   * @param rows rows it was chosen on
   * @param eceBefore expected calibration error of the plain logistic of the margin
   * @param eceAfter the same of the chosen method
   * @param logLoss by method that was tried
   */
  public record Calibrated(
      String method, long rows, double eceBefore, double eceAfter, Map<String, Double> logLoss) {
    public Calibrated {
      logLoss = ordered(logLoss);
    }
  }

  /** Rows whose score lies in a range: what was predicted against what happened. */
  public record CalibrationBin(
      double from, double to, long count, double meanPredicted, double observedRate) {}

  /** Of the positives, the part captured among the highest-scored share of rows. */
  public record GainPoint(double share, double captured) {}

  /** One value of one column; groups too small to judge are left out. */
  public record Segment(String column, String value, long rows, Map<String, Interval> metrics) {
    public Segment {
      metrics = ordered(metrics);
    }
  }

  /**
   * A learner with the settings that were selected for it.
   *
   * @param difference paired bootstrap of (this - champion) on the primary metric; null for the
   *     champion itself
   */
  public record Candidate(
      String learner,
      Map<String, String> settings,
      Map<String, Interval> metrics,
      boolean champion,
      @Nullable Difference difference) {
    public Candidate {
      settings = ordered(settings);
      metrics = ordered(metrics);
    }
  }

  public record Difference(String metric, double value, double low, double high) {}

  /** What needs no learning: the prior, the mean, or the best single column. */
  public record Baseline(String learner, Map<String, Interval> metrics) {
    public Baseline {
      metrics = ordered(metrics);
    }
  }

  public record Importance(String feature, double importance) {}
}
