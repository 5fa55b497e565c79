package org.plumbline.stats.drift;

import org.plumbline.stats.math.Kolmogorov;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.NumericProfile;

/** Measures how a numeric column moved. */
final class NumericDrift {
  private NumericDrift() {}

  static Findings measure(NumericProfile reference, NumericProfile current) {
    Findings found = new Findings(reference.name(), ColumnKind.NUMERIC, Comparison.COMPARED);
    found.rows(reference, current);
    AlignedCounts counts = new AlignedCounts(reference, current);
    if (reference.count() > 0 && current.count() > 0) {
      double[] ks = counts.ks(reference.count(), current.count());
      found.ks = ks[0];
      found.ksError = ks[1];
      found.ksPValue = Kolmogorov.twoSample(ks[0], reference.count(), current.count());
    }
    found.referenceMean = reference.mean();
    found.currentMean = current.mean();
    if (reference.finite() > 0 && current.finite() > 0) {
      found.wasserstein = counts.wasserstein(reference.finite(), current.finite());
      found.wassersteinScaled = scaled(found.wasserstein, reference);
      found.meanChange = scaled(found.currentMean - found.referenceMean, reference);
    }
    NumericBins bins = NumericBins.of(reference, counts);
    found.bins(bins.reference(), bins.current(), reference, current);
    found.story = story(found, reference, current);
    found.bins = NumericDrawing.bins(reference, current, counts);
    return found;
  }

  /**
   * In standard deviations of the reference; no number when it never varies but the value moved.
   */
  static double scaled(double amount, NumericProfile reference) {
    if (amount == 0) {
      return 0;
    }
    double deviation = reference.standardDeviation();
    return deviation > 0 ? amount / deviation : Double.NaN;
  }

  private static String story(Findings found, NumericProfile reference, NumericProfile current) {
    if (reference.finite() == 0 || current.finite() == 0) {
      return "";
    }
    String means =
        "(mean %s, was %s)"
            .formatted(Labels.number(found.currentMean), Labels.number(found.referenceMean));
    if (Double.isNaN(found.meanChange)) {
      return "values left the constant of the reference " + means;
    }
    if (Math.abs(found.meanChange) >= 0.1) {
      return "values %s by %s standard deviations %s"
          .formatted(
              found.meanChange > 0 ? "rose" : "fell",
              Labels.number(Math.abs(found.meanChange)),
              means);
    }
    return "the shape changed while the mean stayed (standard deviation %s, was %s)"
        .formatted(
            Labels.number(current.standardDeviation()),
            Labels.number(reference.standardDeviation()));
  }
}
