package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.List;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.ColumnProfile;

/**
 * What was measured of one column before it is judged beside the others. Mutable and short-lived:
 * filled by one measuring class, then read once.
 */
final class Findings {
  final String column;
  final ColumnKind kind;
  final Comparison comparison;
  long referenceRows;
  long currentRows;
  double psi = Double.NaN;
  double psiCritical = Double.NaN;
  double ks = Double.NaN;
  double ksError = Double.NaN;
  double ksPValue = Double.NaN;
  double jensenShannon = Double.NaN;
  double wasserstein = Double.NaN;
  double wassersteinScaled = Double.NaN;
  double chiSquare = Double.NaN;
  double chiSquarePValue = Double.NaN;
  double cramersV = Double.NaN;
  double totalVariation = Double.NaN;
  double referenceMissingRate = Double.NaN;
  double currentMissingRate = Double.NaN;
  double missingPValue = Double.NaN;
  double referenceMean = Double.NaN;
  double currentMean = Double.NaN;
  double meanChange = Double.NaN;
  double effect = Double.NaN;
  double pValue = Double.NaN;

  /** Share of current values in categories that the reference does not know. */
  double newShare;

  /** What moved, in words; empty when nothing can be said. */
  String story = "";

  List<String> newCategories = List.of();
  List<String> vanishedCategories = List.of();
  List<DriftBin> bins = List.of();

  Findings(String column, ColumnKind kind, Comparison comparison) {
    this.column = column;
    this.kind = kind;
    this.comparison = comparison;
  }

  /** Rows and missing values of both sides. */
  void rows(ColumnProfile reference, ColumnProfile current) {
    referenceRows = reference.rows();
    currentRows = current.rows();
    referenceMissingRate = reference.missingRate();
    currentMissingRate = current.missingRate();
    missingPValue =
        Contingency.pooled(
                new double[] {reference.count(), reference.missing()},
                new double[] {current.count(), current.missing()})
            .pValue();
  }

  /** Everything that is measured on bins; the same for numbers and categories. */
  void bins(double[] reference, double[] current, ColumnProfile left, ColumnProfile right) {
    Contingency test = Contingency.pooled(reference, current);
    chiSquare = test.statistic();
    chiSquarePValue = test.pValue();
    cramersV = test.cramersV();
    psi = Divergence.psi(reference, current);
    if (left.count() > 0 && right.count() > 0) {
      psiCritical =
          Divergence.psiCritical(
              0.05, reference.length, (double) left.count(), (double) right.count());
      jensenShannon = Divergence.jensenShannon(reference, current);
      totalVariation = Divergence.totalVariation(reference, current);
    }
    effect = effect(reference, current, left, right);
    pValue = smallestOf(ksPValue, chiSquarePValue, missingPValue);
  }

  /*
   * Jensen-Shannon divergence with missing as one more bin. Sampling alone yields
   * (bins - 1)(1/n + 1/m) / (8 ln 2) on average (second-order expansion, chi-square mean), which is
   * taken off, so that small windows do not look as if they drifted.
   */
  private static double effect(
      double[] reference, double[] current, ColumnProfile left, ColumnProfile right) {
    if (left.rows() == 0 || right.rows() == 0) {
      return Double.NaN;
    }
    int bins = reference.length;
    double[] r = Arrays.copyOf(reference, bins + 1);
    double[] c = Arrays.copyOf(current, bins + 1);
    r[bins] = left.missing();
    c[bins] = right.missing();
    return effect(r, c, (double) left.rows(), (double) right.rows());
  }

  /** Of counts whose last bin is missing values. */
  static double effect(double[] reference, double[] current) {
    double rows = Arrays.stream(reference).sum();
    double others = Arrays.stream(current).sum();
    return rows == 0 || others == 0 ? 0 : effect(reference, current, rows, others);
  }

  private static double effect(double[] r, double[] c, double rows, double others) {
    int used = 0;
    for (int i = 0; i < r.length; i++) {
      used += r[i] + c[i] > 0 ? 1 : 0;
    }
    double noise = (used - 1) * (1.0 / rows + 1.0 / others) / (8 * Math.log(2));
    return Math.sqrt(Math.max(0, Divergence.jensenShannonDivergence(r, c) - noise));
  }

  /** Bonferroni over the tests that apply. */
  private static double smallestOf(double... pValues) {
    double smallest = Double.NaN;
    int tests = 0;
    for (double p : pValues) {
      if (!Double.isNaN(p)) {
        smallest = tests == 0 ? p : Math.min(smallest, p);
        tests++;
      }
    }
    return Math.min(1, smallest * tests);
  }

  ColumnDrift judged(double adjusted, DriftVerdict verdict, String recommendation) {
    return new ColumnDrift(
        column,
        kind,
        comparison,
        referenceRows,
        currentRows,
        psi,
        psiCritical,
        ks,
        ksError,
        ksPValue,
        jensenShannon,
        wasserstein,
        wassersteinScaled,
        chiSquare,
        chiSquarePValue,
        cramersV,
        totalVariation,
        referenceMissingRate,
        currentMissingRate,
        missingPValue,
        referenceMean,
        currentMean,
        meanChange,
        newCategories,
        vanishedCategories,
        effect,
        pValue,
        adjusted,
        verdict,
        recommendation,
        bins);
  }
}
