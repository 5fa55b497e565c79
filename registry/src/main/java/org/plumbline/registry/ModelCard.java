package org.plumbline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.scoring.Task;

/**
 * What is known of a model as a whole.
 *
 * @param task absent before the first version of our own
 * @param label the column that it predicts, empty before the first version of our own
 * @param positive the value that counts as positive, absent unless there are two classes
 * @param revision counts the edits of the facts, so that two editors notice each other
 */
public record ModelCard(
    ModelName model,
    @Nullable Task task,
    String label,
    @Nullable String positive,
    ModelFacts facts,
    long revision,
    Instant createdAt,
    Instant updatedAt) {
  public String description() {
    return facts.description();
  }

  public String owner() {
    return facts.owner();
  }

  public String intendedUse() {
    return facts.intendedUse();
  }

  ModelCard registeredAgain(Purpose purpose, Instant now) {
    return with(facts.saidAgain(purpose), now);
  }

  /** The card once its first version tells what it predicts. */
  ModelCard predicting(ModelCard first) {
    return new ModelCard(
        model, first.task, first.label, first.positive, facts, revision, createdAt, updatedAt);
  }

  /** The card as of a change of its versions. */
  public ModelCard touched(Instant now) {
    return with(facts, now);
  }

  /** The card with these facts, one revision on when they are new. */
  ModelCard with(ModelFacts changed, Instant now) {
    long next = changed.equals(facts) ? revision : revision + 1;
    return new ModelCard(model, task, label, positive, changed, next, createdAt, now);
  }
}
