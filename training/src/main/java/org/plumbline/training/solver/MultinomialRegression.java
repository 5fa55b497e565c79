package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;

/**
 * Softmax regression with an L2 penalty: minimises {@code Σ logloss + λ/2·Σ‖βₖ‖²}; intercepts are
 * not penalised and sum to zero.
 */
public final class MultinomialRegression {
  private static final int MEMORY = 12;
  private static final int MAX_STEPS = 600;

  private MultinomialRegression() {}

  /**
   * Fits one row of coefficients (intercept last) per class.
   *
   * @param target class index by row
   * @param start null = zero; not changed
   */
  public static double[][] fit(
      SparseRows rows, int[] target, int classes, double penalty, double @Nullable [][] start) {
    /*
     * Limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.4) with Armijo backtracking. Newton's
     * system would have classes × width unknowns; this needs only products of row and vector. The
     * intercepts' common shift is not determined by the likelihood and is removed at the end.
     */
    require(classes >= 2, "%s classes", classes);
    require(penalty >= 0, "penalty %s must not be negative", penalty);
    int stride = rows.width() + 1;
    double[] point = new double[classes * stride];
    if (start != null) {
      for (int k = 0; k < classes; k++) {
        System.arraycopy(start[k], 0, point, k * stride, stride);
      }
    }
    point = minimise(rows, target, classes, penalty, point);
    double[][] result = new double[classes][stride];
    double mean = 0;
    for (int k = 0; k < classes; k++) {
      System.arraycopy(point, k * stride, result[k], 0, stride);
      mean += result[k][stride - 1] / classes;
    }
    for (double[] coefficients : result) {
      coefficients[stride - 1] -= mean;
    }
    return result;
  }

  private static double[] minimise(
      SparseRows rows, int[] target, int classes, double penalty, double[] from) {
    int size = from.length;
    double[] point = from;
    double[] gradient = new double[size];
    double value = evaluate(rows, target, classes, penalty, point, gradient);
    double[][] steps = new double[MEMORY][];
    double[][] changes = new double[MEMORY][];
    double[] curvature = new double[MEMORY];
    int stored = 0;
    for (int iteration = 0; iteration < MAX_STEPS; iteration++) {
      if (norm(gradient) <= 1e-9 * Math.max(1, rows.rowCount())) {
        break;
      }
      double[] direction = direction(gradient, steps, changes, curvature, stored);
      double slope = dot(gradient, direction);
      double length = stored == 0 ? Math.min(1, 1 / norm(gradient)) : 1;
      double[] next = point;
      double[] nextGradient = new double[size];
      double nextValue = value;
      boolean moved = false;
      for (int halving = 0; halving < 40 && !moved; halving++) {
        next = point.clone();
        for (int i = 0; i < size; i++) {
          next[i] += length * direction[i];
        }
        nextValue = evaluate(rows, target, classes, penalty, next, nextGradient);
        moved = nextValue <= value + 1e-4 * length * slope;
        length /= 2;
      }
      if (!moved) {
        break;
      }
      double[] step = minus(next, point);
      double[] change = minus(nextGradient, gradient);
      double bend = dot(step, change);
      if (bend > 1e-14) {
        int slot = stored % MEMORY;
        steps[slot] = step;
        changes[slot] = change;
        curvature[slot] = bend;
        stored++;
      }
      double gained = value - nextValue;
      point = next;
      gradient = nextGradient;
      value = nextValue;
      if (gained <= 0) {
        break;
      }
    }
    return point;
  }

  private static double[] direction(
      double[] gradient, double[][] steps, double[][] changes, double[] curvature, int stored) {
    double[] direction = gradient.clone();
    int kept = Math.min(stored, MEMORY);
    double[] alpha = new double[MEMORY];
    for (int back = 1; back <= kept; back++) {
      int slot = (stored - back) % MEMORY;
      alpha[slot] = dot(steps[slot], direction) / curvature[slot];
      add(direction, -alpha[slot], changes[slot]);
    }
    if (kept > 0) {
      int last = (stored - 1) % MEMORY;
      double scale = curvature[last] / dot(changes[last], changes[last]);
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    for (int back = kept; back >= 1; back--) {
      int slot = (stored - back) % MEMORY;
      double beta = dot(changes[slot], direction) / curvature[slot];
      add(direction, alpha[slot] - beta, steps[slot]);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static double evaluate(
      SparseRows rows,
      int[] target,
      int classes,
      double penalty,
      double[] point,
      double[] gradient) {
    int width = rows.width();
    int stride = width + 1;
    double value = 0;
    for (int i = 0; i < point.length; i++) {
      boolean intercept = i % stride == width;
      gradient[i] = intercept ? 0 : penalty * point[i];
      value += intercept ? 0 : penalty / 2 * point[i] * point[i];
    }
    double[] probabilities = new double[classes];
    for (int row = 0; row < rows.rowCount(); row++) {
      int from = rows.starts[row];
      int until = rows.starts[row + 1];
      for (int k = 0; k < classes; k++) {
        int base = k * stride;
        double margin = point[base + width];
        for (int entry = from; entry < until; entry++) {
          margin += rows.values[entry] * point[base + rows.columns[entry]];
        }
        probabilities[k] = margin;
      }
      value += softmaxInPlace(probabilities, target[row]);
      probabilities[target[row]] -= 1;
      for (int k = 0; k < classes; k++) {
        int base = k * stride;
        double residual = probabilities[k];
        for (int entry = from; entry < until; entry++) {
          gradient[base + rows.columns[entry]] += residual * rows.values[entry];
        }
        gradient[base + width] += residual;
      }
    }
    return value;
  }

  /** Turns margins into probabilities and returns the log loss of the true class. */
  public static double softmaxInPlace(double[] margins, int truth) {
    double max = Double.NEGATIVE_INFINITY;
    for (double margin : margins) {
      max = Math.max(max, margin);
    }
    double own = margins[truth];
    double sum = 0;
    for (int k = 0; k < margins.length; k++) {
      margins[k] = StrictMath.exp(margins[k] - max);
      sum += margins[k];
    }
    for (int k = 0; k < margins.length; k++) {
      margins[k] /= sum;
    }
    return max + StrictMath.log(sum) - own;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double norm(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void add(double[] target, double scale, double[] vector) {
    for (int i = 0; i < target.length; i++) {
      target[i] += scale * vector[i];
    }
  }

  private static double[] minus(double[] left, double[] right) {
    double[] difference = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      difference[i] = left[i] - right[i];
    }
    return difference;
  }
}
