package org.plumbline.monitoring;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.scoring.Task;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.stats.unlabelled.AlertBand;
import org.plumbline.stats.unlabelled.EstimatedPerformance;

/**
 * Whether the scores alone say that a two-class version separates worse than at its birth, before
 * any label comes: pure.
 */
final class ScoreFindings {
  private static final int SAMPLE = 1_000;
  private static final int CHUNKS = 30;

  /** Seeded, so that the same windows give the same findings. */
  private static final long SEED = 20_261_121L;

  private ScoreFindings() {}

  static Optional<Finding> estimated(WatchedVersion watched, TableProfile current) {
    if (watched.model().task() != Task.BINARY
        || !(watched.reference().column(WatchedVersion.PREDICTION).orElse(null)
            instanceof NumericProfile then)
        || !(current.column(WatchedVersion.PREDICTION).orElse(null) instanceof NumericProfile now)
        || !isProbability(then)
        || !isProbability(now)) {
      return Optional.empty();
    }
    var random = new SplittableRandom(SEED);
    int rows = (int) Math.min(SAMPLE, now.count());
    double[] well = new double[CHUNKS];
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      double[] drawn = new double[rows];
      for (int i = 0; i < rows; i++) {
        drawn[i] = random.nextDouble();
      }
      well[chunk] = auc(then.quantiles(drawn), watched);
    }
    double[] evenly = new double[rows];
    for (int i = 0; i < rows; i++) {
      evenly[i] = (i + 0.5) / rows;
    }
    double expected = auc(now.quantiles(evenly), watched);
    if (!Double.isFinite(expected) || !allFinite(well)) {
      return Optional.empty();
    }
    AlertBand band = AlertBand.of(well);
    if (expected >= band.low()) {
      return Optional.empty();
    }
    double usual = (band.low() + band.high()) / 2;
    return Optional.of(
        new Finding(
            AlertKind.ESTIMATED_DROP,
            null,
            Severity.WARNING,
            "The scores separate worse than at the version's birth",
            String.format(
                Locale.ROOT,
                "From the scores alone the area under the ROC curve is expected to be %.3f, where"
                    + " %.3f to %.3f is usual. %s",
                expected,
                band.low(),
                band.high(),
                AlertKind.ESTIMATED_DROP.action()),
            usual - expected,
            1));
  }

  private static boolean isProbability(NumericProfile scores) {
    return scores.count() >= 50 && scores.min() >= 0 && scores.max() <= 1;
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static double auc(double[] probabilities, WatchedVersion watched) {
    Double threshold = watched.scorecard().threshold();
    return EstimatedPerformance.of(probabilities, threshold == null ? 0.5 : threshold)
        .rocAuc()
        .value();
  }
}
