package org.plumbline.store.monitoring;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;
import org.plumbline.store.segment.Segments;

/**
 * How answers are made durable, and how long they are kept.
 *
 * @param segments how much may wait for PostgreSQL on the local disk
 * @param retentionDays days that answers are kept at least; for ever when absent
 */
public record PredictionLogSettings(
    Mode mode, Segments.Limits segments, OptionalInt retentionDays) {
  public static final String MODE = "PLUMBLINE_PREDICTION_LOG";
  public static final String MEGABYTES = "PLUMBLINE_PREDICTION_SEGMENT_MEGABYTES";
  public static final String RETENTION = "PLUMBLINE_PREDICTION_RETENTION_DAYS";

  private static final int DEFAULT_MEGABYTES = 1_024;
  private static final int MOST_MEGABYTES = 1 << 20;
  private static final int MOST_DAYS = 36_500;

  /** When an answer counts as written down. */
  public enum Mode {
    /** Once PostgreSQL has committed it. */
    POSTGRES,
    /** Once it is in a segment on the local disk, which is drained into PostgreSQL. */
    SEGMENT
  }

  /**
   * What the environment says.
   *
   * @throws PlumblineException INVALID_CONFIGURATION for a value that means nothing, or one that
   *     would have no effect
   */
  public static PredictionLogSettings of(Map<String, String> environment) {
    Settings settings = Settings.of(environment);
    Mode mode = mode(settings.text(MODE));
    OptionalLong megabytes = settings.number(MEGABYTES, MOST_MEGABYTES);
    if (mode == Mode.POSTGRES && megabytes.isPresent()) {
      throw Settings.invalid(MEGABYTES + " has no effect without " + MODE + "=segment: remove it");
    }
    OptionalLong days = settings.number(RETENTION, MOST_DAYS);
    return new PredictionLogSettings(
        mode,
        Segments.Limits.of(megabytes.orElse(DEFAULT_MEGABYTES) << 20),
        days.isPresent() ? OptionalInt.of((int) days.getAsLong()) : OptionalInt.empty());
  }

  private static Mode mode(String text) {
    return switch (text) {
      case "", "postgres" -> Mode.POSTGRES;
      case "segment" -> Mode.SEGMENT;
      default ->
          throw Settings.invalid(MODE + " is '" + text + "' but must be postgres or segment");
    };
  }
}
