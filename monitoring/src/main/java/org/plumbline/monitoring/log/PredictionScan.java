package org.plumbline.monitoring.log;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.LoggedPrediction;

/** Reads a span of the log from its beginning to its end, in bounded memory. */
@FunctionalInterface
public interface PredictionScan {
  /** The answers of the model in [from, until), oldest first, as of one moment. */
  void scan(ModelName model, Instant from, Instant until, Consumer<Scanned> row);

  /**
   * An answer and its label.
   *
   * @param label as it is kept; null without one
   */
  record Scanned(
      LoggedPrediction answer, @Nullable Double label, @Nullable Instant labelObservedAt) {}
}
