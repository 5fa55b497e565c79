package org.plumbline.stats.sequential;

import org.plumbline.stats.math.Rules;

/**
 * Watches a stream for a change of its distribution.
 *
 * <p>After {@link Signal#DRIFT} a detector forgets all it knew when the next value comes, as
 * river's do. Each kind follows river 0.19.0, detection by detection; its page says where MOA
 * differs. These are the field's usual detectors and, but for what their authors prove, hold no
 * false-alarm rate over a whole run. Owned by one thread.
 */
public abstract sealed class Detector permits Adwin, Ddm, Eddm, HddmA, HddmW, Kswin, PageHinkley {
  private Signal signal = Signal.STABLE;

  Detector() {}

  /**
   * Takes the next value of the stream and says what it means.
   *
   * @throws IllegalArgumentException for NaN, an infinity, or a value outside of the detector's
   *     range; the detector is as it was before
   */
  public final Signal update(double value) {
    Rules.require(
        accepts(value), "value %s: %s takes %s; leave the row out", value, kind(), range());
    if (signal == Signal.DRIFT) {
      reset();
      signal = Signal.STABLE;
    }
    signal = next(value, signal);
    return signal;
  }

  /** The answer to the newest value; stable before the first. */
  public final Signal signal() {
    return signal;
  }

  /** Settings and state in a stable binary form; {@link #fromBytes} continues from them exactly. */
  public final byte[] toBytes() {
    StateWriter writer = new StateWriter(kind(), signal);
    write(writer);
    return writer.bytes();
  }

  /**
   * The detector that {@link #toBytes} described.
   *
   * @throws IllegalArgumentException for bytes that are cut, changed, of a later version, or
   *     describe no possible state
   */
  public static Detector fromBytes(byte[] bytes) {
    StateReader reader = StateReader.checked(bytes);
    DetectorKind kind = reader.kind();
    Signal signal = reader.signal();
    Detector detector =
        switch (kind) {
          case ADWIN -> Adwin.read(reader);
          case DDM -> Ddm.read(reader);
          case EDDM -> Eddm.read(reader);
          case HDDM_A -> HddmA.read(reader);
          case HDDM_W -> HddmW.read(reader);
          case PAGE_HINKLEY -> PageHinkley.read(reader);
          case KSWIN -> Kswin.read(reader);
        };
    reader.finish();
    detector.restore(signal);
    return detector;
  }

  private void restore(Signal known) {
    signal = known;
  }

  abstract DetectorKind kind();

  abstract void reset();

  /** The answer to a value that {@link #accepts}. */
  abstract Signal next(double value, Signal before);

  abstract void write(StateWriter writer);

  boolean accepts(double value) {
    return Double.isFinite(value);
  }

  String range() {
    return "finite numbers";
  }

  static boolean isShare(double value) {
    return value > 0 && value < 1;
  }
}
