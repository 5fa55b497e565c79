package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard.Action;

/** What can answer instead of the model, ready to do so. Immutable. */
sealed interface Substitute {
  /** Its answer, null when it cannot answer this row. */
  @Nullable Replacement answer(double[] slots);

  /** A fixed score. */
  record Constant(double score) implements Substitute {
    @Override
    public Replacement answer(double[] slots) {
      return new Replacement(Action.CONSTANT, score, null);
    }
  }

  /** A rule on one feature: the first case that holds, else its last word. */
  record Baseline(List<Case> cases, double otherwise) implements Substitute {
    record Case(RowFilter rows, double score) {}

    @Override
    public Replacement answer(double[] slots) {
      for (Case one : cases) {
        if (one.rows().holds(slots)) {
          return new Replacement(Action.BASELINE, one.score(), null);
        }
      }
      return new Replacement(Action.BASELINE, otherwise, null);
    }
  }

  /** The version that was in production before. */
  record Previous(FormerVersion version, SlotMapping mapping) implements Substitute {
    @Override
    public @Nullable Replacement answer(double[] slots) {
      try {
        double score = version.model().score(mapping.map(slots));
        return Double.isFinite(score)
            ? new Replacement(Action.PREVIOUS_VERSION, score, version)
            : null;
      } catch (RuntimeException failed) {
        // The next of the chain answers; the answer says that this one did not.
        System.getLogger(Substitute.class.getName())
            .log(System.Logger.Level.WARNING, version.id() + " failed to stand in", failed);
        return null;
      }
    }
  }
}
