package org.plumbline.golden;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A method of ours beside the reference that it must agree with.
 *
 * <p>Each check asserts |actual - expected| ≤ absolute + relative·|expected| and keeps the worst
 * error for {@code docs/accuracy.md}. NaN equals NaN only, an infinity itself only. Safe to share
 * between threads.
 */
public final class Accuracy {
  private static final ConcurrentSkipListMap<String, Accuracy> ALL = new ConcurrentSkipListMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> AccuracyRecord.write(ALL.values()), "accuracy"));
  }

  private final String method;
  private final String reference;
  private final double absolute;
  private final double relative;
  private final LongAdder values = new LongAdder();
  private double worst;

  private Accuracy(String method, String reference, double absolute, double relative) {
    this.method = method;
    this.reference = reference;
    this.absolute = absolute;
    this.relative = relative;
  }

  /**
   * The method in the words of the field, the reference with its version, and the tolerance. The
   * same method, reference and tolerance give the same record.
   */
  public static Accuracy of(String method, String reference, double absolute, double relative) {
    var asked = new Accuracy(method, reference, absolute, relative);
    Accuracy known = ALL.putIfAbsent(asked.key(), asked);
    return known == null ? asked : known;
  }

  /** Asserts one value. */
  public void check(String where, double actual, double expected) {
    double error = Math.abs(actual - expected);
    boolean same = Double.compare(actual, expected) == 0;
    boolean close = error <= absolute + relative * Math.abs(expected);
    boolean finite = Double.isFinite(actual) && Double.isFinite(expected);
    if (!same && !(finite && close)) {
      throw new AssertionError(
          "%s, %s: %s differs from %s of %s by %s (absolute %s, relative %s)"
              .formatted(method, where, actual, expected, reference, error, absolute, relative));
    }
    values.increment();
    keep(same ? 0 : shown(error, Math.abs(expected)));
  }

  /** Relative where the tolerance is only relative; with both kinds the smaller of the two. */
  private double shown(double error, double expected) {
    if (relative == 0 || expected == 0) {
      return error;
    }
    return absolute == 0 ? error / expected : Math.min(error, error / expected);
  }

  private synchronized void keep(double error) {
    worst = Math.max(worst, error);
  }

  /** Asserts one value after another; the lengths must agree. */
  public void checkAll(String where, double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(
          "%s, %s: %d values, expected %d"
              .formatted(method, where, actual.length, expected.length));
    }
    for (int i = 0; i < actual.length; i++) {
      check(where + "[" + i + "]", actual[i], expected[i]);
    }
  }

  private String key() {
    return method + "\t" + reference + "\t" + tolerance();
  }

  private String tolerance() {
    if (absolute == 0 && relative == 0) {
      return "exact";
    }
    String abs = absolute == 0 ? "" : "abs " + power(absolute);
    String rel = relative == 0 ? "" : "rel " + power(relative);
    return abs.isEmpty() || rel.isEmpty() ? abs + rel : abs + ", " + rel;
  }

  /** Method, reference, tolerance, number of values and worst error, parted by tabs. */
  synchronized String line() {
    return key() + "\t" + values.sum() + "\t" + power(worst);
  }

  /** One digit and a power of ten: machines differ in the last digits of an error. */
  private static String power(double value) {
    return value == 0 ? "0" : "%.0e".formatted(value).replaceAll("e([+-])0*(\\d)", "e$1$2");
  }
}
