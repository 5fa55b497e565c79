package org.plumbline.e2e.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/** Asked by the code that {@link FaultAgent} has changed: files say what it does. */
public final class Fault {
  private static final Path DIRECTORY =
      Path.of(Objects.requireNonNull(System.getProperty("plumbline.faults"), "directory"));

  private static final long LOOK_NANOS = 50_000_000;

  private static volatile long looked = System.nanoTime() - 2 * LOOK_NANOS;
  private static volatile long offset;

  private Fault() {}

  /**
   * Throws when the file {@code PLACE-BASELINE} is there; an error when {@code as-error} is too.
   *
   * @param baseline tells the models of a server apart
   * @param place what the model was to do
   */
  public static void strike(double baseline, String place) {
    if (Files.exists(DIRECTORY.resolve(place + "-" + baseline))) {
      if (Files.exists(DIRECTORY.resolve("as-error"))) {
        throw new StackOverflowError("planted in " + place);
      }
      throw new IllegalStateException("planted in " + place);
    }
  }

  /** The time of day, as far off as the file {@code clock-offset} says in seconds. */
  public static Instant shifted(Instant real) {
    long now = System.nanoTime();
    if (now - looked > LOOK_NANOS) {
      looked = now;
      offset = offset();
    }
    return real.plusSeconds(offset);
  }

  private static long offset() {
    try {
      Path file = DIRECTORY.resolve("clock-offset");
      return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }
}
