package org.plumbline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.scoring.Task;

/**
 * What is known of a model as a whole.
 *
 * @param label the column that it predicts
 * @param positive the value that counts as positive, absent unless there are two classes
 * @param revision counts the edits of the facts, so that two editors notice each other
 */
public record ModelCard(
    ModelName model,
    Task task,
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

  /** The card with these facts, one revision on when they are new. */
  ModelCard with(ModelFacts changed, Instant now) {
    long next = changed.equals(facts) ? revision : revision + 1;
    return new ModelCard(model, task, label, positive, changed, next, createdAt, now);
  }
}
