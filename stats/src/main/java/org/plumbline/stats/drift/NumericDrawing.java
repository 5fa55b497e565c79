package org.plumbline.stats.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.NumericProfile;

/*
 * Few different values are drawn one by one. Otherwise bars are of equal width on round borders
 * between the outer percentiles of both sides, the last bars open; where that would put nearly all
 * of the reference into one bar (long tails), borders are the reference's quantiles instead.
 */
/** Bars of a numeric column: at most 20, and one for missing. */
final class NumericDrawing {
  private static final int MOST = 20;
  private static final double CROWDED = 0.6;

  private NumericDrawing() {}

  static List<DriftBin> bins(
      NumericProfile reference, NumericProfile current, AlignedCounts counts) {
    List<DriftBin> bins = new ArrayList<>();
    if (counts.level == 0 && counts.size <= MOST) {
      single(reference, current, counts, bins);
    } else if (counts.endFinite > counts.firstFinite) {
      double[] borders = equalWidth(reference, current);
      List<DriftBin> wide = ranges(reference, current, counts, borders);
      boolean crowded = wide.stream().anyMatch(bin -> isCrowded(bin, reference));
      bins.addAll(
          crowded ? ranges(reference, current, counts, quantiles(reference, current)) : wide);
    }
    if (reference.missing() + current.missing() > 0) {
      bins.add(missing(reference, current));
    }
    return bins;
  }

  static DriftBin missing(ColumnProfile reference, ColumnProfile current) {
    return new DriftBin(
        "missing",
        Double.NaN,
        Double.NaN,
        share((double) reference.missing(), reference),
        share((double) current.missing(), current));
  }

  static double share(double count, ColumnProfile profile) {
    return profile.rows() == 0 ? 0 : count / profile.rows();
  }

  private static boolean isCrowded(DriftBin bin, NumericProfile reference) {
    return bin.referenceShare() > CROWDED * (1 - reference.missingRate());
  }

  private static void single(
      NumericProfile reference, NumericProfile current, AlignedCounts counts, List<DriftBin> bins) {
    for (int i = 0; i < counts.size; i++) {
      boolean finite = i >= counts.firstFinite && i < counts.endFinite;
      double value =
          finite ? counts.middle(i) : i == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      bins.add(
          new DriftBin(
              Labels.edge(value),
              value,
              value,
              share(counts.reference[i], reference),
              share(counts.current[i], current)));
    }
  }

  /** Inner borders, ascending. */
  private static double[] equalWidth(NumericProfile reference, NumericProfile current) {
    NumericProfile left = reference.finite() > 0 ? reference : current;
    NumericProfile right = current.finite() > 0 ? current : reference;
    double[] outer = left.quantiles(0.01, 0.99);
    double[] outerToo = right.quantiles(0.01, 0.99);
    double low = Math.min(outer[0], outerToo[0]);
    double high = Math.max(outer[1], outerToo[1]);
    double step = roundStep((high - low) / (MOST - 4));
    if (!(step > 0) || !Double.isFinite(step)) {
      return quantiles(reference, current);
    }
    TreeSet<Double> borders = new TreeSet<>();
    double first = Math.ceil(low / step);
    for (int i = 0; i < MOST - 1 && (first + i) * step <= high; i++) {
      borders.add((first + i) * step + 0.0);
    }
    return borders.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The next of 1, 2, 2.5 and 5 times a power of ten. */
  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static double[] quantiles(NumericProfile reference, NumericProfile current) {
    NumericProfile source = reference.finite() > 0 ? reference : current;
    TreeSet<Double> borders = new TreeSet<>();
    for (double border : source.quantiles(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)) {
      borders.add(border);
    }
    return borders.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<DriftBin> ranges(
      NumericProfile reference, NumericProfile current, AlignedCounts counts, double[] borders) {
    double[] left = new double[borders.length + 1];
    double[] right = new double[borders.length + 1];
    int bin = 0;
    for (int i = 0; i < counts.size; i++) {
      // A bucket that straddles a border goes where its middle lies.
      double value =
          i < counts.firstFinite
              ? Double.NEGATIVE_INFINITY
              : i >= counts.endFinite ? Double.POSITIVE_INFINITY : counts.middle(i);
      while (bin < borders.length && value >= borders[bin]) {
        bin++;
      }
      left[bin] += counts.reference[i];
      right[bin] += counts.current[i];
    }
    double low = lowest(reference, current);
    double high = highest(reference, current);
    List<DriftBin> bins = new ArrayList<>();
    for (int i = 0; i <= borders.length; i++) {
      boolean outer = i == 0 || i == borders.length;
      if (outer && left[i] + right[i] == 0) {
        continue;
      }
      double from = i == 0 ? low : borders[i - 1];
      double to = i == borders.length ? high : borders[i];
      bins.add(
          new DriftBin(
              label(i, borders), from, to, share(left[i], reference), share(right[i], current)));
    }
    return bins;
  }

  private static double lowest(NumericProfile reference, NumericProfile current) {
    return Double.isNaN(reference.min()) || current.min() < reference.min()
        ? current.min()
        : reference.min();
  }

  private static double highest(NumericProfile reference, NumericProfile current) {
    return Double.isNaN(reference.max()) || current.max() > reference.max()
        ? current.max()
        : reference.max();
  }

  private static String label(int bin, double[] borders) {
    if (borders.length == 0) {
      return "all";
    }
    if (bin == 0) {
      return "< " + Labels.edge(borders[0]);
    }
    if (bin == borders.length) {
      return "≥ " + Labels.edge(borders[bin - 1]);
    }
    return Labels.edge(borders[bin - 1]) + " – " + Labels.edge(borders[bin]);
  }
}
