package org.plumbline.deployment.batch;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source of rows that can be entered in the middle. For one thread. */
interface RowInput extends AutoCloseable {
  /** The next rows, to be parsed on any thread; null at the end. */
  @Nullable Supplier<Parsed> next();

  /** How much has been read, 0 to 1. */
  double progress();

  /**
   * Writes the refused rows with their reasons for people.
   *
   * @param noted what was gathered of them in {@link Parsed#rejects}
   */
  void writeRejects(Path noted, Path target);

  @Override
  void close();
}
