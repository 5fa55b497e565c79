package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.math.Rules;

/**
 * Share of all positives found among the rows of highest score. Rows of equal score count as if in
 * random order. Empty without positives.
 *
 * @param points from share 0 to share 1
 */
public record GainCurve(List<Point> points) {
  /**
   * One point.
   *
   * @param share of rows, those of highest score
   * @param captured share of all positives among them
   */
  public record Point(double share, double captured) {}

  public GainCurve {
    points = List.copyOf(points);
  }

  /** The curve at {@code steps + 1} evenly spaced shares. */
  public static GainCurve of(double[] labels, double[] scores, int steps) {
    Rules.require(steps >= 1 && steps <= 10_000, "%d steps must lie in [1, 10000]", steps);
    Ranking ranking = new Ranking(labels, scores);
    List<Point> points = new ArrayList<>();
    if (ranking.positives > 0) {
      for (int i = 0; i <= steps; i++) {
        double share = (double) i / steps;
        points.add(
            new Point(
                share, TopRows.positives(ranking, share * ranking.size()) / ranking.positives));
      }
    }
    return new GainCurve(points);
  }
}
