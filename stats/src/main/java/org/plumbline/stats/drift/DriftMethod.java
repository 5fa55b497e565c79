package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.plumbline.stats.profile.ColumnKind;

/** A way to say how far a column moved; see {@link DriftMeasures}. */
public enum DriftMethod {
  /** Population stability index, unbounded above. */
  PSI("psi", false, false),
  /** Kolmogorov–Smirnov distance, 0 to 1, and its p-value. */
  KS("ks", true, true),
  /** Jensen–Shannon distance to base 2, 0 to 1. */
  JENSEN_SHANNON("jensenShannon", false, false),
  /** Mean distance that values moved, in the column's unit. */
  WASSERSTEIN("wasserstein", true, false),
  /** The same in standard deviations of the reference. */
  WASSERSTEIN_SCALED("wassersteinScaled", true, false),
  /** Energy distance, in the root of the column's unit. */
  ENERGY("energy", true, false),
  /** Cramér–von Mises' T and its p-value. */
  CRAMER_VON_MISES("cramerVonMises", true, true),
  /** Chance that a reference value exceeds a current one, 0.5 when nothing moved, and p-value. */
  MANN_WHITNEY("mannWhitney", true, true),
  /** Pearson's chi-square over the bins, sparse ones pooled, and its p-value. */
  CHI_SQUARE("chiSquare", false, true),
  /** Likelihood-ratio statistic over the bins and its p-value. */
  G_TEST("gTest", false, true),
  /** Cramér's V of the bins, 0 to 1. */
  CRAMERS_V("cramersV", false, false),
  /** Half the sum of absolute differences of shares over the bins, 0 to 1. */
  TOTAL_VARIATION("totalVariation", false, false),
  /** Largest difference of a bin's share, 0 to 1. */
  L_INFINITY("lInfinity", false, false),
  /** Hellinger distance over the bins, 0 to 1. */
  HELLINGER("hellinger", false, false),
  /** Divergence of the current data from the reference, in nats; infinite where a bin is new. */
  KULLBACK_LEIBLER("kullbackLeibler", false, false);

  /** What is told of a column when nobody asks for others. */
  public static final Set<DriftMethod> DEFAULT =
      Set.copyOf(EnumSet.of(PSI, KS, JENSEN_SHANNON, WASSERSTEIN, CHI_SQUARE));

  private final String wireName;
  private final boolean numericOnly;
  private final boolean test;

  DriftMethod(String wireName, boolean numericOnly, boolean test) {
    this.wireName = wireName;
    this.numericOnly = numericOnly;
    this.test = test;
  }

  /** The name in files and answers. */
  public String wireName() {
    return wireName;
  }

  /** Whether it has a p-value. */
  public boolean isTest() {
    return test;
  }

  /** Whether it speaks of such columns. */
  public boolean fits(ColumnKind kind) {
    return kind == ColumnKind.NUMERIC || !numericOnly;
  }

  /** The method of a wire name. */
  public static Optional<DriftMethod> find(String wireName) {
    return Arrays.stream(values()).filter(one -> one.wireName.equals(wireName)).findFirst();
  }
}
