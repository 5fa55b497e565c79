package org.plumbline.governance.risk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.stats.Interval;
import org.plumbline.stats.forecast.DriftingWalk;

/**
 * Where the risk index of a version is going.
 *
 * @param direction rising, falling, or steady while the interval of the change holds zero
 * @param weekly change per week
 * @param forecast one value for each of the next weeks
 * @param confidence of every interval
 * @param points how many days it rests on
 */
public record RiskCourse(
    String direction, Change weekly, List<Ahead> forecast, double confidence, int points) {
  /** Days of history that count; what lies further back tells little of the next weeks. */
  private static final Duration REACH = Duration.ofDays(90);

  /** Fewer days make an interval as wide as the scale. */
  private static final int LEAST_POINTS = 4;

  private static final int WEEKS = 5;
  private static final double CONFIDENCE = 0.9;
  private static final double SECONDS_OF_WEEK = 7 * 86_400.0;

  public RiskCourse {
    forecast = List.copyOf(forecast);
  }

  /** The index at one time. */
  public record Point(Instant at, double index) {}

  /** A change with its interval. */
  public record Change(double value, double low, double high) {}

  /** The index at a time to come; all between 0 and 100. */
  public record Ahead(Instant at, double value, double low, double high) {}

  /**
   * The course by the recent past, empty while there is too little of it.
   *
   * @param history oldest first, times rising
   */
  public static Optional<RiskCourse> of(List<Point> history) {
    if (history.isEmpty()) {
      return Optional.empty();
    }
    Instant end = history.getLast().at();
    List<Point> recent =
        history.stream().filter(point -> point.at().isAfter(end.minus(REACH))).toList();
    if (recent.size() < LEAST_POINTS) {
      return Optional.empty();
    }
    double[] weeks = recent.stream().mapToDouble(point -> weeks(end, point.at())).toArray();
    double[] values = recent.stream().mapToDouble(Point::index).toArray();
    var walk = DriftingWalk.of(weeks, values);
    Interval drift = walk.drift(CONFIDENCE);
    String direction = drift.isAbove(0) ? "rising" : drift.isBelow(0) ? "falling" : "steady";
    List<Ahead> forecast =
        IntStream.rangeClosed(1, WEEKS)
            .mapToObj(week -> ahead(end, week, walk.ahead(week, CONFIDENCE)))
            .toList();
    return Optional.of(
        new RiskCourse(
            direction,
            new Change(drift.value(), drift.low(), drift.high()),
            forecast,
            CONFIDENCE,
            recent.size()));
  }

  private static double weeks(Instant end, Instant at) {
    return -Duration.between(at, end).toSeconds() / SECONDS_OF_WEEK;
  }

  private static Ahead ahead(Instant end, int week, Interval value) {
    return new Ahead(
        end.plus(Duration.ofDays(7L * week)),
        Math.clamp(value.value(), 0, 100),
        Math.clamp(value.low(), 0, 100),
        Math.clamp(value.high(), 0, 100));
  }
}
