package org.plumbline.governance;

import java.util.List;
import java.util.Map;

/** How risky a version is to serve. */
public sealed interface Risk {
  /**
   * The index could be told.
   *
   * @param index 0 to 100
   */
  record Scored(double index, RiskBand band, List<RiskComponent> components) implements Risk {
    public Scored {
      components = List.copyOf(components);
    }
  }

  /** A needed side is unknown. Missing data is no low risk. */
  record Unevaluated(List<String> reasons) implements Risk {
    public Unevaluated {
      reasons = List.copyOf(reasons);
    }
  }

  /** The weights of the sides by wire name; sides that do not apply give theirs to the others. */
  Map<String, Double> WEIGHTS =
      Map.of(
          "drift", 0.20,
          "performance", 0.20,
          "calibration", 0.12,
          "fairness", 0.15,
          "dataQuality", 0.08,
          "staleness", 0.08,
          "explanation", 0.07,
          "uncertainty", 0.10);

  /** The name of this arithmetic; points of another one are not compared with it. */
  String FORMULA = "mri-v2";

  /** The risk of what was measured: a pure function. */
  static Risk of(RiskMeasures measures) {
    return RiskIndex.of(measures);
  }
}
