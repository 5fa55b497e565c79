package org.plumbline.stats.sequential;

import org.plumbline.stats.math.Rules;

/**
 * Drift detection method for a stream of errors (1) and right answers (0): alarms when the error
 * rate rises three standard deviations above its lowest [Gama, Medas, Castillo, Rodrigues: Learning
 * with Drift Detection, SBIA 2004].
 *
 * <p>Follows river 0.19.0; MOA judges one value earlier, at the 30th instead of after it.
 */
public final class Ddm extends Detector {
  private final int leastRows;
  private final double warning;
  private final double drift;
  private RunningMean errors = RunningMean.EMPTY;
  private double lowestRate = Double.POSITIVE_INFINITY;
  private double lowestDeviation = Double.POSITIVE_INFINITY;

  /** 30 rows before the first verdict, warning at two deviations, drift at three. */
  public Ddm() {
    this(30, 2, 3);
  }

  /**
   * @param leastRows rows after which verdicts begin
   * @param warning standard deviations above the lowest rate that warn
   * @param drift standard deviations above the lowest rate that alarm, at least as many
   */
  public Ddm(int leastRows, double warning, double drift) {
    Rules.require(leastRows >= 1, "leastRows %d: must be at least 1", leastRows);
    Rules.require(
        warning >= 0 && warning <= drift && drift < Double.POSITIVE_INFINITY,
        "warning %s and drift %s: 0 <= warning <= drift must hold",
        warning,
        drift);
    this.leastRows = leastRows;
    this.warning = warning;
    this.drift = drift;
  }

  @Override
  void reset() {
    errors = RunningMean.EMPTY;
    lowestRate = Double.POSITIVE_INFINITY;
    lowestDeviation = Double.POSITIVE_INFINITY;
  }

  @Override
  Signal next(double value, Signal before) {
    errors = errors.with(value);
    double rate = errors.mean();
    double deviation = Math.sqrt(rate * (1 - rate) / errors.n());
    if (errors.n() <= leastRows) {
      return Signal.STABLE;
    }
    if (rate + deviation <= lowestRate + lowestDeviation) {
      lowestRate = rate;
      lowestDeviation = deviation;
    }
    if (rate + deviation > lowestRate + drift * lowestDeviation) {
      return Signal.DRIFT;
    }
    return rate + deviation > lowestRate + warning * lowestDeviation
        ? Signal.WARNING
        : Signal.STABLE;
  }

  @Override
  boolean accepts(double value) {
    return value == 0 || value == 1;
  }

  @Override
  String range() {
    return "0 (right) and 1 (wrong)";
  }

  @Override
  DetectorKind kind() {
    return DetectorKind.DDM;
  }

  @Override
  void write(StateWriter writer) {
    writer.addLong(leastRows);
    writer.add(warning, drift);
    errors.write(writer);
    writer.add(lowestRate, lowestDeviation);
  }

  static Ddm read(StateReader reader) {
    Ddm read = new Ddm(reader.count(Integer.MAX_VALUE), reader.finite(), reader.finite());
    read.errors = RunningMean.read(reader);
    read.lowestRate = reader.number();
    read.lowestDeviation = reader.number();
    StateReader.require(
        read.errors.mean() >= 0 && read.errors.mean() <= 1, "an error rate lies outside of [0, 1]");
    return read;
  }
}
