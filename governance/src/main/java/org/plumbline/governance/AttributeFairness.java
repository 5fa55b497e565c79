package org.plumbline.governance;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.Interval;
import org.plumbline.training.GroupFairness;
import org.plumbline.training.Scorecard;

/**
 * How differently the groups of one protected attribute, or of several crossed, are treated.
 *
 * @param disparity difference of the largest and the smallest rate of positive answers
 * @param ratio of the smallest to the largest; NaN when nobody got a positive answer
 * @param groups that were large enough to count
 */
record AttributeFairness(String attribute, double disparity, double ratio, int groups) {
  /** What was measured at the birth of a version; attributes of one group say nothing. */
  static List<AttributeFairness> of(Scorecard scorecard) {
    List<AttributeFairness> measured = new ArrayList<>();
    for (GroupFairness one : scorecard.fairness()) {
      Interval disparity = one.disparity();
      Double ratio = one.ratio();
      if (disparity != null) {
        measured.add(
            new AttributeFairness(
                String.join(" x ", one.attributes()),
                disparity.value(),
                ratio == null ? Double.NaN : ratio,
                one.groups().size()));
      }
    }
    return measured;
  }
}
