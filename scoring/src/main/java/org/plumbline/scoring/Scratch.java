package org.plumbline.scoring;

import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.kernel.Workspace;

/**
 * Working memory of one caller, so that scoring a row allocates nothing once warm.
 *
 * <p>Belongs to one thread at a time; may be used with any model, and grows to the largest seen. It
 * is passed in rather than kept in a ThreadLocal, because with virtual threads that would be one
 * copy per request.
 */
public final class Scratch {
  private final Workspace kernel = new Workspace();
  private @Nullable Scratch inner;
  private float[] features = new float[0];
  private float[] sums = new float[0];
  private float[] manyFeatures = new float[0];
  private float[] manySums = new float[0];
  private double[] manyContributions = new double[0];
  private double[] manyMargins = new double[0];
  private double[] design = new double[0];
  private double[] out = new double[0];
  private double[] part = new double[0];
  private double[] parts = new double[0];
  private double[] contributions = new double[0];

  /** Starts empty and grows at first use. */
  public Scratch() {}

  Workspace kernel() {
    return kernel;
  }

  /** For models within a component, while the outer one is at work. */
  Scratch inner() {
    return inner == null ? (inner = new Scratch()) : inner;
  }

  float[] features(int length) {
    return features.length >= length ? features : (features = new float[length]);
  }

  float[] sums(int length) {
    return sums.length >= length ? sums : (sums = new float[length]);
  }

  float[] manyFeatures(int length) {
    return manyFeatures.length >= length ? manyFeatures : (manyFeatures = new float[length]);
  }

  float[] manySums(int length) {
    return manySums.length >= length ? manySums : (manySums = new float[length]);
  }

  double[] manyContributions(int length) {
    return manyContributions.length >= length
        ? manyContributions
        : (manyContributions = new double[length]);
  }

  double[] manyMargins(int length) {
    return manyMargins.length >= length ? manyMargins : (manyMargins = new double[length]);
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

  /** The margins of each component of a model. */
  double[] parts(int length) {
    return parts.length >= length ? parts : (parts = new double[length]);
  }

  double[] contributions(int length) {
    return contributions.length >= length ? contributions : (contributions = new double[length]);
  }
}
