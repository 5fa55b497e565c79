package org.plumbline.training;

import java.util.ArrayList;
import java.util.List;

/**
 * The ROC and precision-recall curves at the points of a scorecard's gain curve, which holds the
 * share of the positives among the highest-scored share of rows: with the share of positives among
 * all rows it tells both curves, exactly at these points. Empty where there are no two classes.
 *
 * @param roc from (0, 0) to (1, 1)
 * @param precision by recall; without the point of no rows, which has no precision
 */
public record RankCurves(List<RocPoint> roc, List<PrecisionPoint> precision) {
  public RankCurves {
    roc = List.copyOf(roc);
    precision = List.copyOf(precision);
  }

  /** Of the negatives and of the positives, the parts above a score. */
  public record RocPoint(double falsePositiveRate, double truePositiveRate) {}

  /** The part of the positives above a score, and the part of positives among all above it. */
  public record PrecisionPoint(double recall, double precision) {}

  public static RankCurves of(Scorecard scorecard) {
    return of(scorecard.gain(), scorecard.calibration());
  }

  static RankCurves of(List<Scorecard.GainPoint> gain, List<Scorecard.CalibrationBin> bins) {
    double positives = positiveShare(bins);
    var roc = new ArrayList<RocPoint>();
    var precision = new ArrayList<PrecisionPoint>();
    if (positives > 0 && positives < 1) {
      for (Scorecard.GainPoint point : gain) {
        double hits = point.captured() * positives;
        roc.add(
            new RocPoint(
                Math.clamp((point.share() - hits) / (1 - positives), 0, 1), point.captured()));
        if (point.share() > 0) {
          precision.add(
              new PrecisionPoint(point.captured(), Math.clamp(hits / point.share(), 0, 1)));
        }
      }
    }
    return new RankCurves(roc, precision);
  }

  /** The bins of the calibration hold every row that was judged. */
  private static double positiveShare(List<Scorecard.CalibrationBin> bins) {
    double rows = 0;
    double positives = 0;
    for (Scorecard.CalibrationBin bin : bins) {
      if (bin.count() > 0) {
        rows += bin.count();
        positives += bin.count() * bin.observedRate();
      }
    }
    return rows == 0 ? 0 : positives / rows;
  }
}
