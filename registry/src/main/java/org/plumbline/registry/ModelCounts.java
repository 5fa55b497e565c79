package org.plumbline.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many models there are.
 *
 * @param byStage by wire name of the stage, {@code none} for those never deployed
 * @param byRisk by risk band, {@code unevaluated} for those without
 */
public record ModelCounts(long total, Map<String, Long> byStage, Map<String, Long> byRisk) {
  public ModelCounts {
    byStage = Collections.unmodifiableMap(new TreeMap<>(byStage));
    byRisk = Collections.unmodifiableMap(new TreeMap<>(byRisk));
  }
}
