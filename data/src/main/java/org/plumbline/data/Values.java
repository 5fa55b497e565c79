package org.plumbline.data;

import java.util.Locale;
import java.util.Set;

/** How text becomes a value: missing tokens, booleans and numbers. The same rules everywhere. */
public final class Values {
  /**
   * What counts as no value, after trimming and in any case: empty, NA, N/A, NaN, null, None, ?, -.
   */
  public static final Set<String> MISSING_TOKENS =
      Set.of("", "na", "n/a", "nan", "null", "none", "?", "-");

  private static final int LONGEST_TOKEN = 4;

  private Values() {}

  public static boolean isMissing(String text) {
    String trimmed = text.strip();
    return trimmed.length() <= LONGEST_TOKEN
        && MISSING_TOKENS.contains(trimmed.toLowerCase(Locale.ROOT));
  }

  /** 0 or 1 for true/false, yes/no, y/n, t/f, 1/0 in any case; NaN for anything else. */
  public static double booleanOrNaN(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "t", "1" -> 1;
      case "false", "no", "n", "f", "0" -> 0;
      default -> Double.NaN;
    };
  }

  /**
   * The number a text spells in plain or scientific decimal form, else NaN. Thousands separators,
   * currency signs, hexadecimal forms and Java suffixes are not guessed; out of range is NaN.
   */
  public static double numberOrNaN(String text) {
    String trimmed = text.strip();
    if (!looksNumeric(trimmed)) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(trimmed);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  /** Cheap, so that dates and codes do not cost an exception each. */
  private static boolean looksNumeric(String text) {
    int length = text.length();
    if (length == 0 || length > 400) {
      return false;
    }
    int points = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean exponent = i > 0 && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E');
      boolean sign = (c == '-' || c == '+') && (i == 0 || exponent);
      points += c == '.' ? 1 : 0;
      boolean allowed =
          (c >= '0' && c <= '9') || c == '.' || sign || (i > 0 && (c == 'e' || c == 'E'));
      if (!allowed) {
        return false;
      }
    }
    return points <= 1;
  }
}
