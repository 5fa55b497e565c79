package org.plumbline.stats.sequential;

import org.plumbline.stats.math.Rules;

/**
 * Early drift detection method for a stream of errors (1) and right answers (0): alarms when errors
 * come closer together than they ever did [Baena-García et al.: Early Drift Detection Method,
 * 2006]. Known for many false alarms at its usual settings.
 *
 * <p>Follows river 0.19.0, which takes the sample deviation of the distances and keeps a warning
 * until the next error; MOA takes the population deviation and alarms at other rows.
 */
public final class Eddm extends Detector {
  private final int leastErrors;
  private final double warning;
  private final double drift;
  private RunningMean distances = RunningMean.EMPTY;
  private long rows;
  private long lastError;
  private double largest = -1;

  /**
   * 30 errors before the first verdict, warning below .95 of the largest distance, drift below .9.
   */
  public Eddm() {
    this(30, 0.95, 0.9);
  }

  /**
   * @param leastErrors errors after which verdicts begin
   * @param warning share of the largest distance under which it warns
   * @param drift share under which it alarms, at most {@code warning}
   */
  public Eddm(int leastErrors, double warning, double drift) {
    Rules.require(leastErrors >= 1, "leastErrors %d: must be at least 1", leastErrors);
    Rules.require(
        drift > 0 && drift <= warning && warning < 1,
        "drift %s and warning %s: 0 < drift <= warning < 1 must hold",
        drift,
        warning);
    this.leastErrors = leastErrors;
    this.warning = warning;
    this.drift = drift;
  }

  @Override
  void reset() {
    distances = RunningMean.EMPTY;
    rows = 0;
    lastError = 0;
    largest = -1;
  }

  @Override
  Signal next(double value, Signal before) {
    rows++;
    if (value == 0) {
      return before;
    }
    distances = distances.with((double) (rows - lastError));
    lastError = rows;
    return rows > leastErrors ? judged(before) : before;
  }

  private Signal judged(Signal before) {
    double reach = distances.mean() + 2 * distances.sampleDeviation();
    if (reach > largest) {
      largest = reach;
      return before;
    }
    if (distances.n() <= leastErrors) {
      return before;
    }
    double level = reach / largest;
    if (level < drift) {
      return Signal.DRIFT;
    }
    return level < warning ? Signal.WARNING : Signal.STABLE;
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
    return DetectorKind.EDDM;
  }

  @Override
  void write(StateWriter writer) {
    writer.addLong(leastErrors);
    writer.add(warning, drift);
    distances.write(writer);
    writer.addLong(rows);
    writer.addLong(lastError);
    writer.add(largest);
  }

  static Eddm read(StateReader reader) {
    Eddm read = new Eddm(reader.count(Integer.MAX_VALUE), reader.finite(), reader.finite());
    read.distances = RunningMean.read(reader);
    read.rows = reader.count();
    read.lastError = reader.count();
    read.largest = reader.finite();
    StateReader.require(read.lastError <= read.rows, "an error lies after the newest row");
    return read;
  }
}
