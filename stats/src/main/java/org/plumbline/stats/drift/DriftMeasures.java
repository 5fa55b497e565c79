package org.plumbline.stats.drift;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.plumbline.stats.math.Kolmogorov;
import org.plumbline.stats.profile.CategoricalProfile;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.NumericProfile;

/**
 * What single methods say of one column, from two profiles alone. They measure on the same bins and
 * buckets as {@link DriftReport}, whose verdict they do not change. Tests of ranks take rows of one
 * bucket as tied, so they are exact while both profiles are and conservative beyond. Stateless.
 */
public final class DriftMeasures {
  private DriftMeasures() {}

  /**
   * A method's answer.
   *
   * @param value the effect, or the statistic where the method has no effect of its own; {@code
   *     NaN} when a side is empty
   * @param pValue by chance alone; {@code NaN} when the method is no test
   */
  public record Measured(double value, double pValue) {}

  /**
   * Asks the methods that speak of such a column, in the order of {@link DriftMethod}; none of
   * columns of different kinds.
   */
  public static Map<DriftMethod, Measured> of(
      ColumnProfile reference, ColumnProfile current, Set<DriftMethod> methods) {
    Map<DriftMethod, Measured> answers = new EnumMap<>(DriftMethod.class);
    if (reference instanceof NumericProfile left && current instanceof NumericProfile right) {
      AlignedCounts counts = new AlignedCounts(left, right);
      NumericBins bins = NumericBins.of(left, counts);
      for (DriftMethod method : methods) {
        answers.put(
            method,
            method.fits(ColumnKind.CATEGORICAL)
                ? ofBins(method, bins.reference(), bins.current())
                : ofNumbers(method, left, right, counts));
      }
    } else if (reference instanceof CategoricalProfile left
        && current instanceof CategoricalProfile right) {
      CategoricalDrift.Bins bins = CategoricalDrift.bins(left, right);
      for (DriftMethod method : methods) {
        if (method.fits(reference.kind())) {
          answers.put(method, ofBins(method, bins.reference(), bins.current()));
        }
      }
    }
    return Collections.unmodifiableMap(answers);
  }

  private static Measured ofNumbers(
      DriftMethod method, NumericProfile left, NumericProfile right, AlignedCounts counts) {
    boolean empty = left.count() == 0 || right.count() == 0;
    boolean noFinite = left.finite() == 0 || right.finite() == 0;
    return switch (method) {
      case KS -> {
        if (empty) {
          yield effect(Double.NaN);
        }
        double distance = counts.ks(left.count(), right.count())[0];
        yield new Measured(distance, Kolmogorov.twoSample(distance, left.count(), right.count()));
      }
      case WASSERSTEIN ->
          effect(noFinite ? Double.NaN : counts.wasserstein(left.finite(), right.finite()));
      case WASSERSTEIN_SCALED ->
          effect(
              noFinite
                  ? Double.NaN
                  : NumericDrift.scaled(counts.wasserstein(left.finite(), right.finite()), left));
      case ENERGY ->
          effect(noFinite ? Double.NaN : counts.energyDistance(left.finite(), right.finite()));
      case CRAMER_VON_MISES -> {
        CramerVonMises test = CramerVonMises.of(counts);
        yield new Measured(test.statistic(), test.pValue());
      }
      case MANN_WHITNEY -> {
        MannWhitney test = MannWhitney.of(counts);
        yield new Measured(test.effect(), test.pValue());
      }
      case PSI,
          JENSEN_SHANNON,
          CHI_SQUARE,
          G_TEST,
          CRAMERS_V,
          TOTAL_VARIATION,
          L_INFINITY,
          HELLINGER,
          KULLBACK_LEIBLER ->
          throw new IllegalArgumentException(method + " is measured on bins");
    };
  }

  private static Measured ofBins(DriftMethod method, double[] reference, double[] current) {
    return switch (method) {
      case PSI -> effect(Divergence.psi(reference, current));
      case JENSEN_SHANNON -> effect(Divergence.jensenShannon(reference, current));
      case CHI_SQUARE -> test(Contingency.pooled(reference, current));
      case G_TEST -> test(Contingency.likelihoodRatio(reference, current));
      case CRAMERS_V -> effect(Contingency.pooled(reference, current).cramersV());
      case TOTAL_VARIATION -> effect(Divergence.totalVariation(reference, current));
      case L_INFINITY -> effect(Divergence.largestDifference(reference, current));
      case HELLINGER -> effect(Divergence.hellinger(reference, current));
      case KULLBACK_LEIBLER -> effect(Divergence.kullbackLeibler(current, reference));
      case KS, WASSERSTEIN, WASSERSTEIN_SCALED, ENERGY, CRAMER_VON_MISES, MANN_WHITNEY ->
          throw new IllegalArgumentException(method + " is measured on numbers");
    };
  }

  private static Measured effect(double value) {
    return new Measured(value, Double.NaN);
  }

  private static Measured test(Contingency test) {
    return new Measured(test.statistic(), test.pValue());
  }
}
