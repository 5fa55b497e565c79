package org.plumbline.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One point of a search: settings of a learner, judged on rows kept back.
 *
 * @param metric what is measured, less is better
 * @param best the least that was reached
 * @param curve the metric after each round of boosting, from the first
 */
public record Trial(
    String learner, Map<String, String> settings, String metric, double best, List<Double> curve) {
  public Trial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    curve = List.copyOf(curve);
  }
}
