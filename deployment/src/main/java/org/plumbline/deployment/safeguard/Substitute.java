package org.plumbline.deployment.safeguard;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard.Action;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;

/** What can answer instead of the model, ready to do so. Immutable. */
sealed interface Substitute {
  /** Its answer, null when it cannot answer this row. */
  @Nullable Replacement answer(double[] slots);

  /** A fixed score. */
  record Constant(double score) implements Substitute {
    @Override
    public Replacement answer(double[] slots) {
      return Replacement.ofRule(Action.CONSTANT, score);
    }
  }

  /** A rule on one feature: the first case that holds, else its last word. */
  record Baseline(List<Case> cases, double otherwise) implements Substitute {
    record Case(RowFilter rows, double score) {}

    @Override
    public Replacement answer(double[] slots) {
      for (Case one : cases) {
        if (one.rows().holds(slots)) {
          return Replacement.ofRule(Action.BASELINE, one.score());
        }
      }
      return Replacement.ofRule(Action.BASELINE, otherwise);
    }
  }

  /** The version that was in production before. */
  record Previous(FormerVersion version, SlotMapping mapping) implements Substitute {
    @Override
    public @Nullable Replacement answer(double[] slots) {
      try {
        double[] mapped = mapping.map(slots);
        double score = version.model().score(mapped);
        return Double.isFinite(score)
            ? new Replacement(Action.PREVIOUS_VERSION, score, former(mapped))
            : null;
      } catch (RuntimeException | Error failed) {
        // The next of the chain answers; the answer says that this one did not.
        System.getLogger(Substitute.class.getName())
            .log(System.Logger.Level.WARNING, version.id() + " failed to stand in", failed);
        return null;
      }
    }

    private Replacement.Former former(double[] mapped) {
      Model model = version.model();
      var probabilities = new double[model.classes().size()];
      if (model.task() != Task.REGRESSION) {
        model.probabilities(mapped, probabilities);
      }
      return new Replacement.Former(version, boxed(mapped), boxed(probabilities));
    }

    private static List<Double> boxed(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }
}
