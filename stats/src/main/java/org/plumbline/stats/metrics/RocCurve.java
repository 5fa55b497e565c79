package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.math.Rules;

/**
 * The receiver operating characteristic: what each threshold finds and what it wrongly takes. From
 * the point above all scores to the one that takes every row; equal scores are one point. Rates of
 * a class that does not occur are {@code NaN}.
 */
public record RocCurve(List<Point> points) {
  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * A threshold and what {@code score >= threshold} does.
   *
   * @param truePositiveRate share of the positives that are found
   * @param falsePositiveRate share of the negatives that are wrongly taken
   */
  public record Point(double threshold, double truePositiveRate, double falsePositiveRate) {
    /** Youden's J: how much better than chance. */
    public double youden() {
      return truePositiveRate - falsePositiveRate;
    }
  }

  /** Of labels 0 and 1 with finite scores; O(n log n). */
  public static RocCurve of(double[] labels, double[] scores) {
    return of(new Ranking(labels, scores));
  }

  /** The same with rows that count as often as their weight says. */
  public static RocCurve of(double[] labels, double[] scores, double[] weights) {
    return of(Ranking.weighted(labels, scores, weights));
  }

  private static RocCurve of(Ranking ranking) {
    double positives = ranking.positiveTotal;
    double negatives = ranking.total - positives;
    List<Point> points = new ArrayList<>();
    double found = 0;
    double taken = 0;
    points.add(new Point(Double.POSITIVE_INFINITY, 0 / positives, 0 / negatives));
    for (int i = ranking.size() - 1; i >= 0; i--) {
      if (ranking.positive[i]) {
        found += ranking.weight(i);
      } else {
        taken += ranking.weight(i);
      }
      if (i == 0 || ranking.scores[i - 1] != ranking.scores[i]) {
        points.add(new Point(ranking.scores[i], found / positives, taken / negatives));
      }
    }
    return new RocCurve(points);
  }

  /** Area under the curve. */
  public double area() {
    return areaUpTo(1);
  }

  /** Gini coefficient: twice the area less one. */
  public double gini() {
    return 2 * area() - 1;
  }

  /**
   * The point farthest from chance, the one of the highest threshold among equals: its {@link
   * Point#youden} is the Kolmogorov-Smirnov distance of the scores of both classes.
   */
  public Point best() {
    Point best = points.getFirst();
    for (Point point : points) {
      best = point.youden() > best.youden() ? point : best;
    }
    return best;
  }

  /**
   * Area where at most that share of negatives is wrongly taken, rescaled so that chance is 0.5 and
   * perfection 1 [McClish 1989].
   */
  public double partialArea(double mostFalsePositives) {
    Rules.require(
        mostFalsePositives > 0 && mostFalsePositives <= 1,
        "a share of %s negatives must lie in (0, 1]",
        mostFalsePositives);
    double least = mostFalsePositives * mostFalsePositives / 2;
    double area = areaUpTo(mostFalsePositives);
    return 0.5 * (1 + (area - least) / (mostFalsePositives - least));
  }

  private double areaUpTo(double most) {
    double area = points.size() < 2 ? Double.NaN : 0;
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double width = Math.min(to.falsePositiveRate(), most) - from.falsePositiveRate();
      if (!(width <= 0) || Double.isNaN(to.truePositiveRate())) {
        double rise = to.truePositiveRate() - from.truePositiveRate();
        double whole = to.falsePositiveRate() - from.falsePositiveRate();
        area += width * (from.truePositiveRate() + rise * (width / whole) / 2);
      }
    }
    return area;
  }
}
