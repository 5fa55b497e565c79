package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.scoring.Link;

/** A number that adds up over inputs and trees, and perhaps is bent at the end. */
record PmmlSum(double constant, List<Term> terms, Bend bend) {
  PmmlSum {
    terms = List.copyOf(terms);
  }

  /** One part of the sum. */
  sealed interface Term {
    Term times(double factor);
  }

  /**
   * {@code weight * (g(clip(x)) - mean) / scale}, with g the number or its signed logarithm.
   *
   * @param impute what a missing number is read as; NaN if the file gives no answer there
   * @param indicator what is added where the number is missing
   */
  record Line(
      double weight,
      int input,
      double impute,
      double indicator,
      double low,
      double high,
      boolean logarithm,
      double mean,
      double scale)
      implements Term {
    /** A wider number is no float and no sane feature; it bounds the margin. */
    static final double LIMIT = Float.MAX_VALUE;

    static Line raw(int input, double impute) {
      return new Line(1, input, impute, 0, -LIMIT, LIMIT, false, 0, 1);
    }

    boolean isPlain() {
      return weight == 1 && indicator == 0 && !logarithm && mean == 0 && scale == 1;
    }

    @Override
    public Line times(double factor) {
      return new Line(
          weight * factor, input, impute, indicator * factor, low, high, logarithm, mean, scale);
    }

    Line clipped(double least, double most) {
      return new Line(
          weight,
          input,
          impute,
          indicator,
          Math.min(Math.max(low, least), most),
          Math.min(Math.max(high, least), most),
          logarithm,
          mean,
          scale);
    }

    Line withLogarithm() {
      return new Line(weight, input, impute, indicator, low, high, true, mean, scale);
    }

    Line scaled(double newMean, double newScale) {
      return new Line(weight, input, impute, indicator, low, high, logarithm, newMean, newScale);
    }
  }

  /** A number per category, one for unlisted ones and one for missing ones. */
  record Table(int input, double[] values, double unknown, double missing) implements Term {
    @Override
    public Table times(double factor) {
      double[] more = values.clone();
      for (int c = 0; c < more.length; c++) {
        more[c] *= factor;
      }
      return new Table(input, more, unknown * factor, missing * factor);
    }
  }

  /** {@code weight * (base + sum of leaves / divisor)}. */
  record Trees(double weight, double base, List<DraftTree> trees, boolean inFloat, double divisor)
      implements Term {
    @Override
    public Trees times(double factor) {
      return new Trees(weight * factor, base, trees, inFloat, divisor);
    }
  }

  /** What happens to the sum. */
  sealed interface Bend {
    /** Nothing. */
    record None() implements Bend {}

    /** Not below 0. */
    record Floor() implements Bend {}

    /** Not outside of 0 and 1. */
    record Unit() implements Bend {}

    /** As {@link Unit}; 1 where all of these fields are 0. */
    record Even(List<String> fields) implements Bend {}

    /** A rising line. */
    record Rising(Link.Isotonic line) implements Bend {}
  }

  static PmmlSum constant(double value) {
    return new PmmlSum(value, List.of(), new Bend.None());
  }

  static PmmlSum of(Term... terms) {
    return new PmmlSum(0, List.of(terms), new Bend.None());
  }

  boolean isStraight() {
    return bend instanceof Bend.None;
  }

  boolean isConstant() {
    return terms.isEmpty() && isStraight();
  }

  PmmlSum plus(PmmlSum other) {
    return new PmmlSum(
        constant + other.constant,
        Stream.concat(terms.stream(), other.terms.stream()).toList(),
        bend);
  }

  PmmlSum times(double factor) {
    return factor == 1
        ? this
        : new PmmlSum(
            constant * factor, terms.stream().map(term -> term.times(factor)).toList(), bend);
  }

  PmmlSum bent(Bend other) {
    return new PmmlSum(constant, terms, other);
  }

  /** Trees that are summed in the order given, as one forest where each sum is nothing else. */
  static PmmlSum ofTrees(List<PmmlSum> sums, boolean inFloat, double divisor) {
    var trees = new ArrayList<DraftTree>();
    for (PmmlSum sum : sums) {
      if (sum.constant == 0
          && sum.terms.size() == 1
          && sum.terms.getFirst() instanceof Trees part
          && part.weight() == 1
          && part.divisor() == 1
          && part.base() == 0) {
        trees.addAll(part.trees());
      } else {
        PmmlSum all = constant(0);
        for (PmmlSum one : sums) {
          all = all.plus(one);
        }
        return all.times(1 / divisor);
      }
    }
    return of(new Trees(1, 0, trees, inFloat, divisor));
  }
}
