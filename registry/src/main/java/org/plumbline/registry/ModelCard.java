package org.plumbline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.scoring.Task;

/**
 * What is said of a model as a whole.
 *
 * @param label the column that it predicts
 * @param positive the value that counts as positive, absent unless there are two classes
 * @param intendedUse what it may be used for, as its owner wrote
 */
public record ModelCard(
    ModelName model,
    Task task,
    String label,
    @Nullable String positive,
    String description,
    String owner,
    String intendedUse,
    Instant createdAt,
    Instant updatedAt) {
  ModelCard registeredAgain(Purpose purpose, Instant now) {
    return new ModelCard(
        model,
        task,
        label,
        positive,
        purpose.description().isBlank() ? description : purpose.description(),
        purpose.owner().isBlank() ? owner : purpose.owner(),
        purpose.intendedUse().isBlank() ? intendedUse : purpose.intendedUse(),
        createdAt,
        now);
  }
}
