package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoublePredicate;

/** A column that a pipeline makes of one input. */
sealed interface Derived {
  /** The input it is made of. */
  int input();

  /**
   * A number: what is missing becomes {@code impute} (NaN leaves it missing), then each step; a
   * step is {@code (x - offset) * scale}, in float if the pipeline reckons in floats.
   */
  record Scaled(int input, double impute, boolean inFloat, double[] offsets, double[] scales)
      implements Derived {
    static Scaled raw(int input, boolean inFloat) {
      return new Scaled(input, Double.NaN, inFloat, new double[0], new double[0]);
    }

    Scaled scaled(double offset, double scale) {
      require(Double.isFinite(offset) && Double.isFinite(scale), "(x - %s) * %s", offset, scale);
      int n = offsets.length;
      double[] more = Arrays.copyOf(offsets, n + 1);
      double[] scaled = Arrays.copyOf(scales, n + 1);
      more[n] = offset;
      scaled[n] = scale;
      return new Scaled(input, impute, inFloat, more, scaled);
    }

    /** Missing values become {@code value}, which is on the scale reached so far. */
    Scaled imputed(double value) {
      require(Double.isFinite(value), "missing values are replaced by %s", value);
      require(offsets.length == 0, "an imputer stands behind a scaler; put it before");
      return new Scaled(input, Double.isNaN(impute) ? value : impute, inFloat, offsets, scales);
    }

    double of(double slot) {
      double x = Double.isNaN(slot) ? impute : slot;
      x = inFloat ? (float) x : x;
      for (int i = 0; i < offsets.length; i++) {
        x =
            inFloat
                ? ((float) x - (float) offsets[i]) * (float) scales[i]
                : (x - offsets[i]) * scales[i];
      }
      return x;
    }

    /** The factor of the input in the sum of all steps. */
    double slope() {
      return Arrays.stream(scales).reduce(1, (a, b) -> a * b);
    }

    /** What the steps add, in double. */
    double shift() {
      double shift = 0;
      for (int i = 0; i < offsets.length; i++) {
        shift = (shift - offsets[i]) * scales[i];
      }
      return shift;
    }
  }

  /** A number per category, and another for unknown and missing ones. */
  record Table(int input, double[] values, double other) implements Derived {}

  /**
   * A node that sends a row to {@code yes} if the column passes, written for the input itself.
   *
   * @param holds what is asked; rises or falls once over the numbers
   * @param missingYes where a value goes that stays missing
   */
  default DraftNode.Split split(
      DoublePredicate holds, boolean missingYes, int yes, int no, double cover) {
    return switch (this) {
      case Table table -> {
        // Unknown categories are in no set, so the set is that of those which differ from them.
        boolean other = holds.test(table.other());
        var set = new BitSet();
        for (int c = 0; c < table.values().length; c++) {
          set.set(c, holds.test(table.values()[c]) != other);
        }
        yield new DraftNode.Split(
            table.input(),
            new NodeTest.Among(set),
            false,
            other ? no : yes,
            other ? yes : no,
            cover);
      }
      case Scaled number -> {
        DoublePredicate raw = x -> holds.test(number.of(x));
        boolean low = raw.test(-Double.MAX_VALUE);
        double last = last(low ? raw : raw.negate());
        boolean missing =
            Double.isNaN(number.impute()) ? missingYes : holds.test(number.of(Double.NaN));
        yield new DraftNode.Split(
            number.input(),
            new NodeTest.AtMost(last),
            low == missing,
            low ? yes : no,
            low ? no : yes,
            cover);
      }
    };
  }

  /** The last number for which a predicate holds that holds for the least and falls once. */
  private static double last(DoublePredicate holds) {
    if (holds.test(Double.MAX_VALUE)) {
      return Double.MAX_VALUE;
    }
    // Zero parts the keys, because the distance of the ends does not fit a long.
    boolean positive = holds.test(0);
    long low = positive ? 0 : key(-Double.MAX_VALUE);
    long high = positive ? key(Double.MAX_VALUE) : 0;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (holds.test(number(middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return number(low);
  }

  /** Doubles as whole numbers of the same order. */
  static long key(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }

  static double number(long key) {
    return Double.longBitsToDouble(key >= 0 ? key : Long.MIN_VALUE - key);
  }
}
