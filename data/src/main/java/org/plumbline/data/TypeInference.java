package org.plumbline.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From what a pass found to a column's contract: its type, and its role where none was given. */
final class TypeInference {
  /** So many values must fit a type for the others to be bad values of it. */
  static final double FITTING_SHARE = 0.995;

  /** Below this many values a misfit says that the type is another, not that the value is bad. */
  static final long ROWS_TO_JUDGE = 200;

  static final int MAX_CATEGORIES = 1_000;
  private static final int FEW_CATEGORIES = 50;
  private static final long ROWS_TO_CALL_UNIQUE = 20;
  private static final Pattern ID_NAME =
      Pattern.compile(
          "(?i)(.*[_\\s.-])?(id|ids|uuid|guid|key|nr|no|index|rowid|row_number|rownum|unnamed.*)");
  private static final Pattern CAMEL_ID_NAME = Pattern.compile(".*[a-z0-9](Id|ID|Key|Uuid|Number)");

  private TypeInference() {}

  static ColumnContract infer(String name, ColumnStats stats) {
    boolean required = stats.missing() == 0;
    if (stats.values() == 0) {
      return ignored(name, ColumnType.TEXT, required, "Ignored: every value is missing");
    }
    if (stats.distinct() == 1 && required && !stats.hasOverflow()) {
      String value = stats.sortedValues().getFirst();
      return ignored(name, type(stats), true, "Ignored: every row holds '" + value + "'");
    }
    ColumnType type = type(stats);
    if (isIdentifier(name, type, stats)) {
      return ignored(name, ColumnType.IDENTIFIER, required, "Ignored: unique values name the rows");
    }
    return switch (type) {
      case BOOLEAN -> withCategories(name, type, required, booleanSpelling(stats));
      case CATEGORY -> category(name, stats, required);
      case TEXT -> ignored(name, type, required, "Ignored: free text is not a feature");
      default -> ColumnContract.of(name, type, Role.FEATURE, required);
    };
  }

  private static ColumnContract category(String name, ColumnStats stats, boolean required) {
    int distinct = stats.distinct();
    boolean few = distinct <= FEW_CATEGORIES;
    boolean fits = distinct <= MAX_CATEGORIES && distinct * 2L <= stats.values();
    if (!few && !fits) {
      return ignored(
          name,
          ColumnType.TEXT,
          required,
          "Ignored: %s%d different values are too many for a category (at most %d, each twice)"
              .formatted(stats.hasOverflow() ? "more than " : "", distinct, MAX_CATEGORIES));
    }
    return withCategories(name, ColumnType.CATEGORY, required, stats.sortedValues());
  }

  static ColumnType type(ColumnStats stats) {
    if (fits(stats.numbers(), stats.values()) && stats.leadingZeros() == 0) {
      return stats.integers() == stats.numbers() ? ColumnType.INTEGER : ColumnType.NUMBER;
    }
    if (stats.booleans() == stats.values() && booleanSpelling(stats).size() == 2) {
      return ColumnType.BOOLEAN;
    }
    if (fits(stats.dates(), stats.values())) {
      return ColumnType.DATE;
    }
    if (fits(stats.dates() + stats.timestamps(), stats.values())) {
      return ColumnType.TIMESTAMP;
    }
    return stats.isFreeText() ? ColumnType.TEXT : ColumnType.CATEGORY;
  }

  private static boolean fits(long fitting, long values) {
    return fitting == values || (values >= ROWS_TO_JUDGE && fitting >= FITTING_SHARE * values);
  }

  /** The most frequent spelling of false and of true; fewer than two when one does not occur. */
  static List<String> booleanSpelling(ColumnStats stats) {
    return Stream.of(0.0, 1.0)
        .map(truth -> spelling(stats, truth))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> spelling(ColumnStats stats, double truth) {
    return stats.sortedValues().stream()
        .filter(v -> Values.booleanOrNaN(v) == truth)
        .max(Comparator.comparingLong(stats::count));
  }

  private static boolean isIdentifier(String name, ColumnType type, ColumnStats stats) {
    if (!stats.isUnique() || stats.values() < ROWS_TO_CALL_UNIQUE) {
      return false;
    }
    return switch (type) {
      case CATEGORY -> true;
      case INTEGER -> isIdName(name);
      default -> false;
    };
  }

  static boolean isIdName(String name) {
    return ID_NAME.matcher(name).matches()
        || CAMEL_ID_NAME.matcher(name).matches()
        || name.toLowerCase(Locale.ROOT).equals("column_1");
  }

  private static ColumnContract withCategories(
      String name, ColumnType type, boolean required, List<String> categories) {
    return new ColumnContract(
        name,
        type,
        Role.FEATURE,
        required,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        categories,
        "");
  }

  private static ColumnContract ignored(
      String name, ColumnType type, boolean required, String why) {
    return ColumnContract.of(name, type, Role.IGNORED, required).described(why);
  }
}
