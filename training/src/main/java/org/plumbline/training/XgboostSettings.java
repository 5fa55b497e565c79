package org.plumbline.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One point of the search space of boosted trees. */
record XgboostSettings(
    int depth, double rate, double minChildWeight, double rowShare, double columnShare, double l2) {
  /**
   * The space, most promising first: a search with less time looks at fewer of them, so the first
   * must do for nearly everything.
   */
  static final List<XgboostSettings> SPACE =
      List.of(
          new XgboostSettings(3, 0.08, 5, 0.8, 0.6, 2),
          new XgboostSettings(6, 0.08, 2, 0.8, 0.8, 1),
          new XgboostSettings(2, 0.12, 5, 0.8, 0.6, 2),
          new XgboostSettings(4, 0.06, 15, 0.7, 0.5, 5),
          new XgboostSettings(8, 0.06, 1, 0.8, 0.8, 1),
          new XgboostSettings(5, 0.1, 40, 0.9, 0.7, 1));

  Map<String, String> named(int rounds) {
    var named = new LinkedHashMap<String, String>();
    named.put("rounds", Integer.toString(rounds));
    named.put("depth", Integer.toString(depth));
    named.put("learningRate", Double.toString(rate));
    named.put("minChildWeight", Double.toString(minChildWeight));
    named.put("rowShare", Double.toString(rowShare));
    named.put("columnShare", Double.toString(columnShare));
    named.put("l2", Double.toString(l2));
    return named;
  }
}
