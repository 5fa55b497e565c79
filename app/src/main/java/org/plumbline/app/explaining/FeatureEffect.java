package org.plumbline.app.explaining;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.explain.PermutationImportance;

/**
 * What one feature does to the score.
 *
 * @param importance how much the loss grows when it is shuffled; null without labels
 * @param accumulated accumulated local effects of a number, centred at zero; empty for a category
 * @param dependence mean score when the feature is set to a value
 * @param reach largest minus smallest effect on the score along the curve
 */
public record FeatureEffect(
    String feature,
    @Nullable PermutationImportance importance,
    List<Point> accumulated,
    List<Point> dependence,
    double reach) {
  public FeatureEffect {
    accumulated = List.copyOf(accumulated);
    dependence = List.copyOf(dependence);
  }

  /** A value as people read it, and the score or effect there. */
  public record Point(String value, double score) {}

  /** The way the score goes along the curve, in one word. */
  public String direction() {
    List<Point> curve = accumulated.isEmpty() ? dependence : accumulated;
    boolean rises = false;
    boolean falls = false;
    for (int i = 1; i < curve.size(); i++) {
      double step = curve.get(i).score() - curve.get(i - 1).score();
      rises |= step > reach * 0.02;
      falls |= step < -reach * 0.02;
    }
    return accumulated.isEmpty()
        ? "by category"
        : rises && falls ? "both ways" : rises ? "rises" : falls ? "falls" : "flat";
  }
}
