package org.plumbline.governance.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The model risk index {@code mri-v1}, by the formula that older reports used.
 *
 * <p>Drift is (60 · mean PSI + 40 · mean KS) / 1.6, at most 100; fairness is 100 · disparity, at
 * most 100; the index is 0.6 · drift + 0.4 · fairness to two digits. The formula is at its end for
 * any large shift and barely moves at the limits from which drift matters, so that decisions rest
 * on {@code mri-v2}; this one is kept to be compared with what was reported before.
 *
 * @param index 0 to 100; null when an input is missing
 * @param drift its drift side, 0 to 100; null when unknown
 * @param fairness its fairness side, 0 to 100; null when unknown
 * @param missing one sentence for each input that nobody knows; empty exactly when there is an
 *     index
 */
public record FirstIndex(
    @Nullable Double index,
    @Nullable Double drift,
    @Nullable Double fairness,
    List<String> missing) {
  public FirstIndex {
    missing = List.copyOf(missing);
  }

  /**
   * Computes the index; missing inputs leave it unknown, never zero.
   *
   * @param psi mean population stability index over the columns
   * @param ks mean Kolmogorov-Smirnov distance over the columns that are numbers
   * @param disparity difference of positive rates between the groups of the worst attribute
   */
  public static FirstIndex of(OptionalDouble psi, OptionalDouble ks, OptionalDouble disparity) {
    List<String> missing = new ArrayList<>();
    Double drift = null;
    if (psi.isPresent() && ks.isPresent()) {
      drift = Math.min(100, (psi.getAsDouble() * 60 + ks.getAsDouble() * 40) / 1.6);
    } else {
      missing.add("no window of answers was compared with the reference");
    }
    Double fairness = null;
    if (disparity.isPresent()) {
      fairness = Math.min(100, disparity.getAsDouble() * 100);
    } else {
      missing.add("no protected attribute was measured");
    }
    Double index =
        drift == null || fairness == null
            ? null
            : rounded(Math.clamp(0.6 * drift + 0.4 * fairness, 0, 100));
    return new FirstIndex(index, drift, fairness, missing);
  }

  /** Half a hundredth goes up; the decimal text of the number decides, not its binary tail. */
  private static double rounded(double index) {
    return BigDecimal.valueOf(index)
        .setScale(6, RoundingMode.HALF_UP)
        .setScale(2, RoundingMode.HALF_UP)
        .doubleValue();
  }
}
