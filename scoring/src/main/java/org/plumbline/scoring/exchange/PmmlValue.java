package org.plumbline.scoring.exchange;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What one field is for each value of the one input it is made of.
 *
 * @param input the input; -1 where it is the same for all
 * @param breaks where a number begins to run the other way, jumps, or becomes missing: between two
 *     of them it only rises or only falls
 */
record PmmlValue(int input, Reading reading, double[] breaks) {
  /** A number, a text, a truth; null where missing. */
  interface Reading {
    @Nullable Object at(double slot);
  }

  static PmmlValue constant(Object value) {
    return new PmmlValue(-1, _ -> value, new double[0]);
  }

  @Nullable Object at(double slot) {
    return reading.at(slot);
  }

  /** As {@link #at}, which must be a number or missing (NaN). */
  double number(double slot) {
    Object value = at(slot);
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value != null && !(value instanceof Double)) {
      throw new IllegalArgumentException("the text '" + value + "' is used as a number");
    }
    return value == null ? Double.NaN : (Double) value;
  }

  /** The numbers of the input at which the field passes a limit, with the breaks. */
  double[] cuts(double... limits) {
    var cuts = new TreeSet<Double>();
    double[] all = breaks;
    for (int i = 0; i <= all.length; i++) {
      double from = i == 0 ? -Double.MAX_VALUE : all[i - 1];
      double to = i == all.length ? Double.MAX_VALUE : Math.nextDown(all[i]);
      if (i > 0) {
        cuts.add(from);
      }
      for (double limit : limits) {
        change(x -> number(x) < limit, from, to).forEach(cuts::add);
        change(x -> number(x) <= limit, from, to).forEach(cuts::add);
      }
    }
    return cuts.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The first number at which a question that changes once is answered as at the end. */
  private static DoubleStream change(DoublePredicate holds, double from, double to) {
    boolean end = holds.test(to);
    if (from >= to || holds.test(from) == end) {
      return DoubleStream.empty();
    }
    long low = Derived.key(from);
    long high = Derived.key(to);
    while (high - 1 > low) {
      // The distance of the ends may not fit a long.
      long middle = (low & high) + ((low ^ high) >> 1);
      if (holds.test(Derived.number(middle)) == end) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return DoubleStream.of(Derived.number(high) + 0.0);
  }

  static double[] union(double[] some, double[] others) {
    return DoubleStream.concat(Arrays.stream(some), Arrays.stream(others))
        .sorted()
        .distinct()
        .toArray();
  }
}
