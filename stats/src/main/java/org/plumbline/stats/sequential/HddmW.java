package org.plumbline.stats.sequential;

import org.plumbline.stats.math.Rules;

/**
 * Compares exponentially weighted means before and after the best cut by McDiarmid's bound and
 * alarms when the mean rose [Frías-Blanco et al., IEEE TKDE 27(3), 2015, W-test]. One-sided.
 *
 * <p>Follows river 0.19.0, where a weighted mean of exactly zero starts anew with the next value;
 * MOA starts once only and alarms at other rows.
 */
public final class HddmW extends Detector {
  private final double drift;
  private final double warning;
  private final double weight;
  private Sample all = Sample.EMPTY;
  private Sample past = Sample.EMPTY;
  private Sample recent = Sample.EMPTY;
  private double cut = Double.POSITIVE_INFINITY;

  /** Confidence .001 for drift, .005 for a warning, weight .05 for the newest value. */
  public HddmW() {
    this(0.001, 0.005, 0.05);
  }

  /**
   * @param drift chance of a false alarm of one comparison
   * @param warning chance of a false warning of one comparison, at least that of drift
   * @param weight share of the newest value in the mean
   */
  public HddmW(double drift, double warning, double weight) {
    Rules.require(
        isShare(drift) && isShare(warning) && drift <= warning,
        "drift %s and warning %s: 0 < drift <= warning < 1 must hold",
        drift,
        warning);
    Rules.require(isShare(weight), "weight %s: must lie between 0 and 1", weight);
    this.drift = drift;
    this.warning = warning;
    this.weight = weight;
  }

  private record Sample(boolean begun, double mean, double squaredWeights) {
    static final Sample EMPTY = new Sample(false, 0, 1);

    Sample with(double value, double weight) {
      double rest = 1 - weight;
      double moved = mean == 0 ? value : weight * value + rest * mean;
      return new Sample(true, moved, weight * weight + rest * rest * squaredWeights);
    }

    void write(StateWriter writer) {
      writer.addLong(begun ? 1 : 0);
      writer.add(mean, squaredWeights);
    }

    static Sample read(StateReader reader) {
      Sample read = new Sample(reader.flag(), reader.finite(), reader.finite());
      StateReader.require(
          read.squaredWeights >= 0 && read.squaredWeights <= 1, "a sum of weights is impossible");
      return read;
    }
  }

  @Override
  void reset() {
    all = Sample.EMPTY;
    past = Sample.EMPTY;
    recent = Sample.EMPTY;
    cut = Double.POSITIVE_INFINITY;
  }

  @Override
  Signal next(double value, Signal before) {
    all = all.with(value, weight);
    double reach = all.mean() + bound(all.squaredWeights(), drift);
    if (reach < cut) {
      cut = reach;
      past = all;
      recent = Sample.EMPTY;
    } else {
      recent = recent.with(value, weight);
    }
    if (rose(drift)) {
      return Signal.DRIFT;
    }
    return rose(warning) ? Signal.WARNING : Signal.STABLE;
  }

  private boolean rose(double confidence) {
    return past.begun()
        && recent.begun()
        && recent.mean() - past.mean()
            > bound(past.squaredWeights() + recent.squaredWeights(), confidence);
  }

  private static double bound(double squaredWeights, double confidence) {
    return Math.sqrt(squaredWeights * Math.log(1 / confidence) / 2);
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
    return DetectorKind.HDDM_W;
  }

  @Override
  void write(StateWriter writer) {
    writer.add(drift, warning, weight);
    all.write(writer);
    past.write(writer);
    recent.write(writer);
    writer.add(cut);
  }

  static HddmW read(StateReader reader) {
    HddmW read = new HddmW(reader.finite(), reader.finite(), reader.finite());
    read.all = Sample.read(reader);
    read.past = Sample.read(reader);
    read.recent = Sample.read(reader);
    read.cut = reader.number();
    return read;
  }
}
