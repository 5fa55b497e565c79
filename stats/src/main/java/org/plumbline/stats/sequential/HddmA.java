package org.plumbline.stats.sequential;

import org.plumbline.stats.math.Rules;

/**
 * Compares the mean of all values with that of their best past by Hoeffding's bound and alarms when
 * it rose [Frías-Blanco et al.: Online and Non-Parametric Drift Detection Methods Based on
 * Hoeffding's Bounds, IEEE TKDE 27(3), 2015, A-test]. One-sided. Follows river 0.19.0, which equals
 * MOA 2023.04.0.
 */
public final class HddmA extends Detector {
  private final double drift;
  private final double warning;
  private RunningMean all = RunningMean.EMPTY;
  private RunningMean past = RunningMean.EMPTY;

  /** Confidence .001 for drift, .005 for a warning. */
  public HddmA() {
    this(0.001, 0.005);
  }

  /**
   * @param drift chance of a false alarm of one comparison
   * @param warning chance of a false warning of one comparison, at least that of drift
   */
  public HddmA(double drift, double warning) {
    Rules.require(
        isShare(drift) && isShare(warning) && drift <= warning,
        "drift %s and warning %s: 0 < drift <= warning < 1 must hold",
        drift,
        warning);
    this.drift = drift;
    this.warning = warning;
  }

  @Override
  void reset() {
    all = RunningMean.EMPTY;
    past = RunningMean.EMPTY;
  }

  @Override
  Signal next(double value, Signal before) {
    all = all.with(value);
    if (past.n() == 0 || past.mean() + bound(past.n()) >= all.mean() + bound(all.n())) {
      past = all;
    }
    if (rose(drift)) {
      return Signal.DRIFT;
    }
    return rose(warning) ? Signal.WARNING : Signal.STABLE;
  }

  private double bound(long n) {
    return Math.sqrt(1 / (2.0 * n) * Math.log(1 / drift));
  }

  private boolean rose(double confidence) {
    if (past.n() == all.n()) {
      return false;
    }
    double weight = (double) (all.n() - past.n()) / past.n() * (1.0 / all.n());
    return all.mean() - past.mean() >= Math.sqrt(weight / 2 * Math.log(2 / confidence));
  }

  @Override
  boolean accepts(double value) {
    return value >= 0 && value <= 1;
  }

  @Override
  String range() {
    return "numbers from 0 to 1";
  }

  @Override
  DetectorKind kind() {
    return DetectorKind.HDDM_A;
  }

  @Override
  void write(StateWriter writer) {
    writer.add(drift, warning);
    all.write(writer);
    past.write(writer);
  }

  static HddmA read(StateReader reader) {
    HddmA read = new HddmA(reader.finite(), reader.finite());
    read.all = RunningMean.read(reader);
    read.past = RunningMean.read(reader);
    StateReader.require(read.past.n() <= read.all.n(), "a detector's past is longer than its run");
    return read;
  }
}
