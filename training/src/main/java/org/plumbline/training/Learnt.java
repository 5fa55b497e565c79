package org.plumbline.training;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/**
 * One candidate, fitted to one set of rows.
 *
 * @param settings what was selected for it
 * @param predictor margins on the scale of the task's usual link
 * @param model empty for a rule that only serves as a yardstick
 * @param calibrated how its last step was chosen; null where there was no choice
 */
record Learnt(
    String learner,
    Map<String, String> settings,
    Predictor predictor,
    Optional<Model> model,
    Scorecard.@Nullable Calibrated calibrated) {
  private static final double CLIP = 1e-15;

  static Learnt of(String learner, Map<String, String> settings, Model model) {
    return of(learner, settings, model, null);
  }

  static Learnt of(
      String learner,
      Map<String, String> settings,
      Model model,
      Scorecard.@Nullable Calibrated calibrated) {
    return new Learnt(learner, settings, predictor(model), Optional.of(model), calibrated);
  }

  /** Losses and metrics read log-odds, whatever bends the model's own margin. */
  private static Predictor predictor(Model model) {
    if (model.task() != Task.BINARY || model.link() == Link.Standard.LOGISTIC) {
      return model::margins;
    }
    var scratch = new Scratch();
    return (row, out) -> {
      double p = Math.clamp(model.score(row, scratch), CLIP, 1 - CLIP);
      out[0] = StrictMath.log(p) - StrictMath.log1p(-p);
    };
  }

  static Learnt rule(String learner, Map<String, String> settings, Predictor predictor) {
    return new Learnt(learner, settings, predictor, Optional.empty(), null);
  }
}
