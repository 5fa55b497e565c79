package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * What each threshold costs, from the one that acts on no row to the one that acts on all; equal
 * scores are one point. Empty without rows, or when they weigh nothing.
 *
 * @param costs of the four outcomes
 * @param points by falling threshold
 */
public record CostCurve(CostMatrix costs, List<Point> points) {
  public CostCurve {
    points = List.copyOf(points);
  }

  /**
   * One threshold.
   *
   * @param threshold least score acted on; infinite when none is
   * @param share of the rows acted on, by weight
   * @param meanCost expected cost a row; below 0 it earns
   */
  public record Point(double threshold, double share, double meanCost) {}

  /** Of labels 0 and 1 with finite scores; O(n log n). */
  public static CostCurve of(double[] labels, double[] scores, CostMatrix costs) {
    return of(new Ranking(labels, scores), costs);
  }

  /** The same with rows that count by weight, such as the revenue that each puts at stake. */
  public static CostCurve of(double[] labels, double[] scores, double[] weights, CostMatrix costs) {
    return of(Ranking.weighted(labels, scores, weights), costs);
  }

  private static CostCurve of(Ranking ranking, CostMatrix costs) {
    List<Point> points = new ArrayList<>();
    if (ranking.total > 0) {
      double negatives = ranking.total - ranking.positiveTotal;
      double found = 0;
      double wrong = 0;
      points.add(point(Double.POSITIVE_INFINITY, 0, 0, ranking, costs));
      for (int i = ranking.size() - 1; i >= 0; i--) {
        if (ranking.positive[i]) {
          found += ranking.weight(i);
        } else {
          wrong += ranking.weight(i);
        }
        if (i == 0 || ranking.scores[i - 1] != ranking.scores[i]) {
          double most = Math.min(found, ranking.positiveTotal);
          points.add(point(ranking.scores[i], most, Math.min(wrong, negatives), ranking, costs));
        }
      }
    }
    return new CostCurve(costs, points);
  }

  private static Point point(
      double threshold, double found, double wrong, Ranking ranking, CostMatrix costs) {
    double missed = ranking.positiveTotal - found;
    double spared = Math.max(0, ranking.total - ranking.positiveTotal - wrong);
    double cost = costs.total(new WeightedConfusion(found, wrong, spared, missed));
    return new Point(threshold, (found + wrong) / ranking.total, cost / ranking.total);
  }

  /**
   * The threshold of least expected cost, the highest among equals; {@code NaN} everywhere when the
   * curve is empty.
   */
  public Point best() {
    Point best =
        points.isEmpty() ? new Point(Double.NaN, Double.NaN, Double.NaN) : points.getFirst();
    for (Point point : points) {
      best = point.meanCost() < best.meanCost() ? point : best;
    }
    return best;
  }

  /**
   * What the best threshold saves a row against acting on no row or on all, whichever costs less.
   */
  public double saving() {
    return points.isEmpty()
        ? Double.NaN
        : Math.min(points.getFirst().meanCost(), points.getLast().meanCost()) - best().meanCost();
  }
}
