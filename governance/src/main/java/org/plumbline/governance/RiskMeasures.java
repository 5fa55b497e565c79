package org.plumbline.governance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All sides of a version's risk.
 *
 * @param drift inputs and scores against the reference
 * @param performance how much worse than the reference, or than the baseline
 * @param calibration how far probabilities are from rates
 * @param fairness disparity between groups
 * @param dataQuality quarantined and missing values
 * @param staleness age of the training data
 * @param explanation answers that went out without reasons
 * @param uncertainty how wide the interval of the primary metric is
 */
public record RiskMeasures(
    RiskMeasure drift,
    RiskMeasure performance,
    RiskMeasure calibration,
    RiskMeasure fairness,
    RiskMeasure dataQuality,
    RiskMeasure staleness,
    RiskMeasure explanation,
    RiskMeasure uncertainty) {

  /** By wire name, in the order of display. */
  Map<String, RiskMeasure> byName() {
    var all = new LinkedHashMap<String, RiskMeasure>();
    all.put("drift", drift);
    all.put("performance", performance);
    all.put("calibration", calibration);
    all.put("fairness", fairness);
    all.put("dataQuality", dataQuality);
    all.put("staleness", staleness);
    all.put("explanation", explanation);
    all.put("uncertainty", uncertainty);
    return all;
  }
}
