package org.plumbline.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** How text becomes a date or an instant; slots as {@link ColumnType} says. */
public final class Times {
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder()
          .append(LOCAL)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  /** Days since the epoch of an ISO date (also with / or . between) or 31.01.2026, else NaN. */
  public static double dateOrNaN(String text) {
    String trimmed = yearFirst(text.strip());
    if (trimmed.length() != 10 || !startsWithIsoDate(trimmed)) {
      return Double.NaN;
    }
    try {
      return LocalDate.parse(dashed(trimmed)).toEpochDay();
    } catch (DateTimeException notADate) {
      return Double.NaN;
    }
  }

  /**
   * Seconds since the epoch of an ISO timestamp (T or space between, zone optional and then UTC) or
   * date, else NaN.
   */
  public static double timestampOrNaN(String text) {
    String trimmed = yearFirst(text.strip());
    if (trimmed.length() == 10) {
      return dateOrNaN(trimmed) * 86_400;
    }
    if (trimmed.length() < 16 || !startsWithIsoDate(trimmed)) {
      return Double.NaN;
    }
    char separator = trimmed.charAt(10);
    if (separator != 'T' && separator != ' ') {
      return Double.NaN;
    }
    String iso = dashed(trimmed.substring(0, 10)) + 'T' + trimmed.substring(11).replace(" ", "");
    try {
      int zone = Math.max(iso.indexOf('+', 11), Math.max(iso.indexOf('-', 11), iso.indexOf('Z')));
      return zone < 0
          ? seconds(LocalDateTime.parse(iso, LOCAL).atOffset(ZoneOffset.UTC))
          : seconds(OffsetDateTime.parse(iso, OFFSET));
    } catch (DateTimeException notATimestamp) {
      return Double.NaN;
    }
  }

  /** An instant as slot: seconds since the epoch, to the microsecond. */
  static double seconds(OffsetDateTime time) {
    // One division of a whole number, as DuckDB does it, so that both give the same bits.
    return (time.toEpochSecond() * 1_000_000 + time.getNano() / 1_000) / 1e6;
  }

  /** Turns 31.01.2026 around; with dots the day comes first everywhere, so nothing is guessed. */
  private static String yearFirst(String text) {
    boolean dayFirst =
        text.length() >= 10
            && text.charAt(2) == '.'
            && text.charAt(5) == '.'
            && Character.isDigit(text.charAt(9));
    return dayFirst
        ? text.substring(6, 10)
            + '-'
            + text.substring(3, 5)
            + '-'
            + text.substring(0, 2)
            + text.substring(10)
        : text;
  }

  private static boolean startsWithIsoDate(String text) {
    for (int i = 0; i < 10; i++) {
      char c = text.charAt(i);
      boolean separator = i == 4 || i == 7;
      boolean fits = separator ? c == '-' || c == '/' || c == '.' : c >= '0' && c <= '9';
      if (!fits) {
        return false;
      }
    }
    return text.charAt(4) == text.charAt(7);
  }

  private static String dashed(String date) {
    return date.replace('/', '-').replace('.', '-');
  }
}
