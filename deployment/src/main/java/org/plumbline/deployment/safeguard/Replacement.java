package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard.Action;

/**
 * An answer that did not come from the version that was asked.
 *
 * @param former who scored and on which slots, null when no model did
 */
public record Replacement(Action action, double score, @Nullable Former former) {
  /** An answer that no model gave. */
  static Replacement ofRule(Action action, double score) {
    return new Replacement(action, score, null);
  }

  /**
   * The score of a former version.
   *
   * @param slots the features in the order of its own contract
   * @param probabilities of its classes; empty for a regression
   */
  public record Former(FormerVersion version, List<Double> slots, List<Double> probabilities) {
    public Former {
      slots = List.copyOf(slots);
      probabilities = List.copyOf(probabilities);
    }
  }
}
