package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision against recall, from the highest threshold to the lowest; equal scores are one point.
 * Recall is {@code NaN} without positives.
 */
public record PrecisionRecallCurve(List<Point> points) {
  public PrecisionRecallCurve {
    points = List.copyOf(points);
  }

  /** A threshold and what {@code score >= threshold} does. */
  public record Point(double threshold, double precision, double recall) {}

  /** Of labels 0 and 1 with finite scores; O(n log n). */
  public static PrecisionRecallCurve of(double[] labels, double[] scores) {
    return of(new Ranking(labels, scores));
  }

  /** The same with rows that count as often as their weight says; those of 0 make no point. */
  public static PrecisionRecallCurve of(double[] labels, double[] scores, double[] weights) {
    return of(Ranking.weighted(labels, scores, weights));
  }

  private static PrecisionRecallCurve of(Ranking ranking) {
    List<Point> points = new ArrayList<>();
    double found = 0;
    double taken = 0;
    for (int i = ranking.size() - 1; i >= 0; i--) {
      found += ranking.positive[i] ? ranking.weight(i) : 0;
      taken += ranking.weight(i);
      if (taken > 0 && (i == 0 || ranking.scores[i - 1] != ranking.scores[i])) {
        points.add(new Point(ranking.scores[i], found / taken, found / ranking.positiveTotal));
      }
    }
    return new PrecisionRecallCurve(points);
  }

  /** Precision summed over steps of recall, as {@link BinaryMetrics#prAuc}. */
  public double averagePrecision() {
    double sum = points.isEmpty() ? Double.NaN : 0;
    double recall = 0;
    for (Point point : points) {
      sum += point.precision() * (point.recall() - recall);
      recall = point.recall();
    }
    return sum;
  }

  /**
   * Area under straight lines between the points, from precision 1 at recall 0. It promises too
   * much where points are few, since no threshold lies between two scores [Davis & Goadrich 2006].
   */
  public double trapezoidArea() {
    double sum = points.isEmpty() ? Double.NaN : 0;
    double recall = 0;
    double precision = 1;
    for (Point point : points) {
      sum += (point.recall() - recall) * (point.precision() + precision) / 2;
      recall = point.recall();
      precision = point.precision();
    }
    return sum;
  }
}
