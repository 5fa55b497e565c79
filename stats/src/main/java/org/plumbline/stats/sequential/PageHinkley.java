package org.plumbline.stats.sequential;

import java.util.List;
import org.plumbline.stats.math.Rules;

/**
 * Page-Hinkley test for a change of the mean: sums the deviations from the running mean, less a
 * tolerance, and alarms when the sum left its extreme by more than a threshold [Page: Continuous
 * Inspection Schemes, Biometrika 41, 1954]. Tolerance and threshold are in units of the stream.
 *
 * <p>Follows river 0.19.0; MOA looks for a rise only and bounds its sum otherwise.
 */
public final class PageHinkley extends Detector {
  private final Settings settings;
  private RunningMean values = RunningMean.EMPTY;
  private double rising;
  private double falling;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  /** Which way the mean must move. */
  public enum Direction {
    BOTH,
    UP,
    DOWN
  }

  /**
   * What to look for.
   *
   * @param leastRows rows from which verdicts begin
   * @param tolerance change of the mean that is allowed
   * @param threshold sum of deviations that alarms
   * @param memory share of the old sum that is kept at each value
   * @param direction which way the mean must move
   */
  public record Settings(
      int leastRows, double tolerance, double threshold, double memory, Direction direction) {
    /** The usual ones: 30 rows, tolerance .005, threshold 50, memory .9999, both ways. */
    public static final Settings USUAL = new Settings(30, 0.005, 50, 1 - 0.0001, Direction.BOTH);

    public Settings {
      Rules.require(leastRows >= 1, "leastRows %d: must be at least 1", leastRows);
      Rules.require(
          tolerance >= 0 && Double.isFinite(tolerance),
          "tolerance %s: must be finite and not negative",
          tolerance);
      Rules.require(
          threshold > 0 && Double.isFinite(threshold),
          "threshold %s: must be finite and positive",
          threshold);
      Rules.require(memory > 0 && memory <= 1, "memory %s: must lie in (0, 1]", memory);
    }

    /** The same with another threshold and direction. */
    public Settings with(double newThreshold, Direction newDirection) {
      return new Settings(leastRows, tolerance, newThreshold, memory, newDirection);
    }
  }

  public PageHinkley() {
    this(Settings.USUAL);
  }

  public PageHinkley(Settings settings) {
    this.settings = settings;
  }

  @Override
  void reset() {
    values = RunningMean.EMPTY;
    rising = 0;
    falling = 0;
    lowest = Double.POSITIVE_INFINITY;
    highest = Double.NEGATIVE_INFINITY;
  }

  @Override
  Signal next(double value, Signal before) {
    values = values.with(value);
    double deviation = value - values.mean();
    rising = settings.memory() * rising + deviation - settings.tolerance();
    falling = settings.memory() * falling + deviation + settings.tolerance();
    lowest = Math.min(lowest, rising);
    highest = Math.max(highest, falling);
    boolean judges = values.n() >= settings.leastRows();
    return judges && moved() ? Signal.DRIFT : Signal.STABLE;
  }

  private boolean moved() {
    boolean up = rising - lowest > settings.threshold();
    boolean down = highest - falling > settings.threshold();
    return switch (settings.direction()) {
      case BOTH -> up || down;
      case UP -> up;
      case DOWN -> down;
    };
  }

  /** Sums beyond this would lose the tolerance, and then overflow. */
  @Override
  boolean accepts(double value) {
    return Math.abs(value) <= 1e100;
  }

  @Override
  String range() {
    return "numbers up to 1e100";
  }

  @Override
  DetectorKind kind() {
    return DetectorKind.PAGE_HINKLEY;
  }

  @Override
  void write(StateWriter writer) {
    writer.addLong(settings.leastRows());
    writer.add(settings.tolerance(), settings.threshold(), settings.memory());
    writer.addLong(List.of(Direction.values()).indexOf(settings.direction()));
    values.write(writer);
    writer.add(rising, falling, lowest, highest);
  }

  static PageHinkley read(StateReader reader) {
    Settings settings =
        new Settings(
            reader.count(Integer.MAX_VALUE),
            reader.finite(),
            reader.finite(),
            reader.finite(),
            Direction.values()[reader.count(Direction.values().length - 1)]);
    PageHinkley read = new PageHinkley(settings);
    read.values = RunningMean.read(reader);
    read.rising = reader.finite();
    read.falling = reader.finite();
    read.lowest = reader.number();
    read.highest = reader.number();
    return read;
  }
}
