package org.plumbline.store.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Times;

/**
 * An expression that rows are sorted by; never null.
 *
 * @param sql made of fixed words and bound names only
 */
public record SortKey(String sql, boolean descending, Type type) {
  /** How a value is bound, read and kept in a page token. */
  public enum Type {
    WHOLE,
    NUMBER,
    TEXT,
    TIME
  }

  /** As {@code order by} takes it. */
  public String orderSql() {
    return sql + (descending ? " desc" : " asc");
  }

  /** The value in a row, as page tokens keep it. */
  public String read(ResultSet row, String column) throws SQLException {
    return switch (type) {
      case WHOLE -> Long.toString(row.getLong(column));
      case NUMBER -> Double.toString(row.getDouble(column));
      case TEXT -> row.getString(column);
      case TIME ->
          Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Times.instant(row, column)));
    };
  }

  private Object value(String kept) {
    try {
      return switch (type) {
        case WHOLE -> Long.parseLong(kept);
        case NUMBER -> Double.parseDouble(kept);
        case TEXT -> kept;
        case TIME -> Times.utc(Instant.EPOCH.plus(Long.parseLong(kept), ChronoUnit.MICROS));
      };
    } catch (NumberFormatException | ArithmeticException | java.time.DateTimeException changed) {
      throw badToken(changed);
    }
  }

  /** A token that is not one of ours. */
  public static PlumblineException badToken(Exception cause) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "The page token is not one of ours; start at the first page again",
            cause)
        .with("field", "after");
  }

  /** What holds for the rows behind those with the given values. */
  public static String behind(List<SortKey> keys, List<String> kept, SqlText sql) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      names.add(sql.bind(keys.get(i).value(kept.get(i))));
    }
    boolean descending = keys.getFirst().descending;
    if (keys.stream().allMatch(key -> key.descending == descending)) {
      // One comparison of rows, which an index over the keys answers by itself.
      return "("
          + String.join(", ", keys.stream().map(SortKey::sql).toList())
          + (descending ? ") < (" : ") > (")
          + String.join(", ", names)
          + ")";
    }
    return behind(keys, names, 0);
  }

  private static String behind(List<SortKey> keys, List<String> names, int from) {
    SortKey key = keys.get(from);
    String beyond = key.sql + (key.descending ? " < " : " > ") + names.get(from);
    if (from == keys.size() - 1) {
      return beyond;
    }
    String reached = key.sql + (key.descending ? " <= " : " >= ") + names.get(from);
    return "(" + reached + " and (" + beyond + " or " + behind(keys, names, from + 1) + "))";
  }
}
