package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row as a client would send it, with the exact score the version gave at its birth.
 *
 * <p>Whoever loads the version parses the row by the contract and scores it: any other bits mean
 * that the model, the contract or the code has changed.
 *
 * @param row feature name to string, number or boolean, in contract order; missing values are
 *     absent
 */
public record GoldenRow(Map<String, Object> row, double score) {
  public GoldenRow {
    require(Double.isFinite(score), "score %s must be finite", score);
    row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
  }
}
