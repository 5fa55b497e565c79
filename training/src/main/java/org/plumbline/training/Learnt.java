package org.plumbline.training;

import java.util.Map;
import java.util.Optional;
import org.plumbline.scoring.Model;

/**
 * One candidate, fitted to one set of rows.
 *
 * @param settings what was selected for it
 * @param model empty for a rule that only serves as a yardstick
 */
record Learnt(
    String learner, Map<String, String> settings, Predictor predictor, Optional<Model> model) {
  static Learnt of(String learner, Map<String, String> settings, Model model) {
    return new Learnt(learner, settings, model::margins, Optional.of(model));
  }

  static Learnt rule(String learner, Map<String, String> settings, Predictor predictor) {
    return new Learnt(learner, settings, predictor, Optional.empty());
  }
}
