package org.plumbline.scoring;

import java.util.Map;
import java.util.Set;

/**
 * Which reasons may be given, in which order and words.
 *
 * <p>An excluded input (one the law forbids to name, or to use) is never named, and its
 * contribution is not handed to others: the reasons given then add up to less than the explanation,
 * which keeps the truth about it. A model that leans on an excluded input is a matter for its
 * review, not for the wording of its reasons.
 *
 * @param excluded names of inputs that must not be given as a reason
 * @param templates by name of the input; the usual sentence where there is none
 */
public record ReasonRules(
    Order order, Set<String> excluded, Map<String, ReasonTemplate> templates) {

  /** Which contributions come first. */
  public enum Order {
    /** By size, whichever way they point. */
    SIZE,
    /** Only what raised the margin, most first: adverse action where a high score is bad (risk). */
    RAISING,
    /**
     * Only what lowered the margin, most first: adverse action where a low score is bad (merit).
     */
    LOWERING
  }

  public ReasonRules {
    excluded = Set.copyOf(excluded);
    templates = Map.copyOf(templates);
  }

  /** By size, nothing excluded, the usual sentences. */
  public static ReasonRules usual() {
    return new ReasonRules(Order.SIZE, Set.of(), Map.of());
  }

  boolean allows(String feature, double contribution) {
    return !excluded.contains(feature)
        && switch (order) {
          case SIZE -> contribution != 0;
          case RAISING -> contribution > 0;
          case LOWERING -> contribution < 0;
        };
  }
}
