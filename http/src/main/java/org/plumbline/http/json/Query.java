package org.plumbline.http.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Checks of query parameters; each refusal names the parameter.
 *
 * <p>Taken as text by the resources, since the framework would answer 404 for a number that is
 * none.
 */
public final class Query {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  private Query() {}

  /** Items per page: 1 to 200, 50 when not said. */
  public static int limit(@Nullable String value) {
    int limit = number("limit", value).orElse(DEFAULT_LIMIT);
    if (limit < 1 || limit > MOST) {
      throw invalid("limit", value, "1 to " + MOST);
    }
    return limit;
  }

  public static OptionalInt number(String name, @Nullable String value) {
    if (isAbsent(value)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException _) {
      throw invalid(name, value, "a whole number");
    }
  }

  public static @Nullable Double decimal(String name, @Nullable String value) {
    if (isAbsent(value)) {
      return null;
    }
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below.
    }
    throw invalid(name, value, "a number");
  }

  public static @Nullable Instant time(String name, @Nullable String value) {
    if (isAbsent(value)) {
      return null;
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException _) {
      throw invalid(name, value, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  /** The constant whose name is the value, whatever its case. */
  public static <E extends Enum<E>> @Nullable E choice(
      String name, @Nullable String value, Class<E> type) {
    if (isAbsent(value)) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw invalid(
        name, value, "one of " + String.join(", ", names(type)).toLowerCase(java.util.Locale.ROOT));
  }

  /** The value, null where it is absent or empty. */
  public static @Nullable String text(@Nullable String value) {
    return isAbsent(value) ? null : value;
  }

  /** Whether it was said to be true; false when not said. */
  public static boolean flag(String name, @Nullable String value) {
    String said = text(value);
    if (said == null || said.equals("false")) {
      return false;
    }
    if (!said.equals("true")) {
      throw invalid(name, said, "true or false");
    }
    return true;
  }

  private static boolean isAbsent(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private static <E extends Enum<E>> String[] names(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String[] names = new String[constants.length];
    for (int i = 0; i < constants.length; i++) {
      names[i] = constants[i].name();
    }
    return names;
  }

  public static PlumblineException invalid(String name, @Nullable String value, String rule) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD, "'%s' is '%s' but must be %s".formatted(name, value, rule))
        .with("field", name);
  }
}
