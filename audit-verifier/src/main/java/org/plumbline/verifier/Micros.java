package org.plumbline.verifier;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Times in whole microseconds since 1970 and their one text: always six digits and Z. */
public final class Micros {
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Micros() {}

  /** The time cut to whole microseconds. */
  public static long of(Instant at) {
    return Math.addExact(
        Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000L);
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  public static String text(long micros) {
    return TEXT.format(instant(micros));
  }

  /** Reads what {@link #text} wrote and nothing else. */
  public static long parse(String text) {
    long micros = of(Instant.parse(text));
    if (!text(micros).equals(text)) {
      throw new IllegalArgumentException("'" + text + "' is no time with six digits and Z");
    }
    return micros;
  }
}
