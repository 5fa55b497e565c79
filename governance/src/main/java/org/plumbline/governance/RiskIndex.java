package org.plumbline.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arithmetic of the risk index. */
final class RiskIndex {
  /** What the worst side counts, so that one burning side is not averaged away. */
  private static final double WORST_SHARE = 0.6;

  private RiskIndex() {}

  static Risk of(RiskMeasures measures) {
    List<String> unknown = new ArrayList<>();
    double applicableWeight = 0;
    for (Map.Entry<String, RiskMeasure> side : measures.byName().entrySet()) {
      switch (side.getValue()) {
        case RiskMeasure.Known _ -> applicableWeight += weight(side.getKey());
        case RiskMeasure.NotApplicable _ -> {}
        case RiskMeasure.Unknown missing -> unknown.add(side.getKey() + ": " + missing.detail());
      }
    }
    if (!unknown.isEmpty()) {
      return new Risk.Unevaluated(unknown);
    }
    if (applicableWeight == 0) {
      return new Risk.Unevaluated(List.of("nothing was measured"));
    }
    List<RiskComponent> components = new ArrayList<>();
    double mean = 0;
    double worst = 0;
    for (Map.Entry<String, RiskMeasure> side : measures.byName().entrySet()) {
      if (side.getValue() instanceof RiskMeasure.Known known) {
        double score = saturate(known.ratio());
        double weight = weight(side.getKey()) / applicableWeight;
        components.add(new RiskComponent(side.getKey(), score, weight, known.detail()));
        mean += weight * score;
        worst = Math.max(worst, score);
      }
    }
    double index = Math.clamp(WORST_SHARE * worst + (1 - WORST_SHARE) * mean, 0, 100);
    return new Risk.Scored(index, RiskBand.of(index), components);
  }

  /**
   * 0 at 0, 50 at the threshold, 75 at twice, towards 100.
   *
   * <p>Drift statistics are unbounded: a linear scale is at its end for any real shift and barely
   * moves at the threshold, so each is mapped by 1 - 2^(-value/threshold).
   */
  static double saturate(double ratio) {
    return 100 * (1 - StrictMath.pow(2, -ratio));
  }

  private static double weight(String side) {
    return Risk.WEIGHTS.getOrDefault(side, 0.0);
  }
}
