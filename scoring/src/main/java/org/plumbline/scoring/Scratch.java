package org.plumbline.scoring;

/**
 * Working memory of one caller, so that scoring a row allocates nothing once warm.
 *
 * <p>Belongs to one thread at a time; may be used with any model, and grows to the largest seen. It
 * is passed in rather than kept in a ThreadLocal, because with virtual threads that would be one
 * copy per request.
 */
public final class Scratch {
  private int[] keys = new int[0];
  private float[] features = new float[0];
  private float[] sums = new float[0];
  private double[] design = new double[0];
  private double[] out = new double[0];
  private double[] part = new double[0];
  private double[] contributions = new double[0];
  private double[] down = new double[0];
  private double[] up = new double[0];
  private double[] delta = new double[0];
  private int[] passed = new int[0];

  int[] keys(int length) {
    return keys.length >= length ? keys : (keys = new int[length]);
  }

  float[] features(int length) {
    return features.length >= length ? features : (features = new float[length]);
  }

  float[] sums(int length) {
    return sums.length >= length ? sums : (sums = new float[length]);
  }

  double[] design(int length) {
    return design.length >= length ? design : (design = new double[length]);
  }

  double[] out(int length) {
    return out.length >= length ? out : (out = new double[length]);
  }

  double[] part(int length) {
    return part.length >= length ? part : (part = new double[length]);
  }

  double[] contributions(int length) {
    return contributions.length >= length ? contributions : (contributions = new double[length]);
  }

  double[] down(int length) {
    return down.length >= length ? down : (down = new double[length]);
  }

  double[] up(int length) {
    return up.length >= length ? up : (up = new double[length]);
  }

  double[] delta(int length) {
    return delta.length >= length ? delta : (delta = new double[length]);
  }

  int[] passed(int length) {
    return passed.length >= length ? passed : (passed = new int[length]);
  }
}
