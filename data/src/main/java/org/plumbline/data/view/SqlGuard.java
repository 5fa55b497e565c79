package org.plumbline.data.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Refuses SQL that could see more than its sources, or give another answer tomorrow.
 *
 * <p>It walks DuckDB's own parse of the statement, so no trick of spelling gets past it, and allows
 * what is known to be harmless instead of forbidding what is known to be harmful: relations that
 * are sources or the statement's own, functions that depend on their arguments alone.
 */
final class SqlGuard {
  /** Relations in FROM; all else (SHOW, files, bound references) is refused. */
  private static final Set<String> RELATIONS =
      Set.of(
          "BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "PIVOT");

  private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "range", "generate_series");

  /** Macros have no stability in the catalogue; these expand to plain arithmetic. */
  private static final Set<String> MACROS =
      Set.of(
          "nullif", "fdiv", "fmod", "date_add", "geomean", "list_sum", "list_avg", "days_in_month");

  /** Called steady by the catalogue, but they read the clock or draw a sample. */
  private static final Set<String> UNSTEADY =
      Set.of(
          "age",
          "current_localtime",
          "current_localtimestamp",
          "reservoir_quantile",
          "approx_quantile",
          "approx_top_k",
          "current_setting");

  /** No dots or slashes, or the name of an expression could pass for a file. */
  private static final Pattern OWN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  /** Words that DuckDB reads as a function call when no column has that name. */
  private static final Set<String> CLOCK_WORDS =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "user",
          "current_role",
          "current_catalog",
          "current_schema",
          "current_database");

  private final Connection connection;
  private final Set<String> functions;

  SqlGuard(Connection connection) throws SQLException {
    this.connection = connection;
    this.functions = steadyFunctions(connection);
  }

  /** Names whose every overload is an aggregate, a window or a function of its arguments alone. */
  private static Set<String> steadyFunctions(Connection connection) throws SQLException {
    Set<String> names = new HashSet<>(MACROS);
    String sql =
        """
        SELECT function_name FROM duckdb_functions()
        WHERE function_type IN ('scalar', 'aggregate', 'window', 'table', 'table_macro', 'pragma')
        GROUP BY function_name
        HAVING bool_and(function_type IN ('aggregate', 'window')
            OR (function_type = 'scalar' AND stability = 'CONSISTENT'))
        """;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    names.removeAll(UNSTEADY);
    return names;
  }

  /**
   * Checks one statement of a view or label.
   *
   * @throws PlumblineException REFUSED naming what is not allowed, INVALID_DATA when it is no SQL
   */
  void check(String what, String sql, Set<String> sources) {
    Map<?, ?> tree = parsed(what, sql);
    if (!(tree.get("statements") instanceof List<?> statements) || statements.size() != 1) {
      throw refused(what, "it must be one SELECT");
    }
    Set<String> visible = new HashSet<>();
    collectOwn(what, statements, visible);
    for (String own : visible) {
      if (sources.contains(own)) {
        throw refused(what, "it names an expression like the source '" + own + "'; rename it");
      }
    }
    visible.addAll(sources);
    walk(what, statements, visible, false);
  }

  private Map<?, ?> parsed(String what, String sql) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?)")) {
      statement.setString(1, sql);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        Map<?, ?> tree = (Map<?, ?>) SqlTree.parse(rows.getString(1));
        if ("true".equals(tree.get("error"))) {
          throw PlumblineException.of(
                  ErrorCode.INVALID_DATA,
                  "The SQL of %s is refused: %s".formatted(what, tree.get("error_message")))
              .with("view", what);
        }
        return tree;
      }
    } catch (SQLException failed) {
      throw PlumblineException.of(ErrorCode.INVALID_DATA, "The SQL of " + what + " fails", failed);
    }
  }

  /** Names of common table expressions: relations the statement makes itself, of checked parts. */
  private static void collectOwn(String what, @Nullable Object node, Set<String> visible) {
    if (node instanceof List<?> list) {
      list.forEach(child -> collectOwn(what, child, visible));
    } else if (node instanceof Map<?, ?> map) {
      if (map.get("cte_map") instanceof Map<?, ?> expressions
          && expressions.get("map") instanceof List<?> entries) {
        for (Object entry : entries) {
          if (entry instanceof Map<?, ?> e && e.get("key") instanceof String name) {
            String own = name.toLowerCase(Locale.ROOT);
            if (!OWN_NAME.matcher(own).matches()) {
              throw refused(what, "it names an expression '" + name + "'; use letters and digits");
            }
            visible.add(own);
          }
        }
      }
      map.values().forEach(child -> collectOwn(what, child, visible));
    }
  }

  private void walk(String what, @Nullable Object node, Set<String> visible, boolean relation) {
    if (node instanceof List<?> list) {
      list.forEach(child -> walk(what, child, visible, false));
    } else if (node instanceof Map<?, ?> map) {
      check(what, map, visible, relation);
      map.forEach((key, child) -> walk(what, child, visible, isRelation(key)));
    }
  }

  private static boolean isRelation(Object key) {
    return key.equals("from_table") || key.equals("left") || key.equals("right");
  }

  private void check(String what, Map<?, ?> node, Set<String> visible, boolean relation) {
    Object type = node.get("type");
    // "left" and "right" also hold the sides of a comparison; those have a class.
    if (relation && node.get("class") == null && !isSelect(type) && !RELATIONS.contains(type)) {
      throw refused(what, "it reads from " + type + "; read from sources and subqueries only");
    }
    if ("SHOW_REF".equals(type) || "PARAMETER".equals(node.get("class"))) {
      throw refused(what, "it holds " + type);
    }
    if (node.get("sample") instanceof Map<?, ?>) {
      throw refused(what, "it draws a sample, which is another one each time");
    }
    if ("BASE_TABLE".equals(type)) {
      checkTable(what, node, visible);
    }
    if (node.get("function_name") instanceof String function) {
      checkFunction(what, function, node);
    }
    if (node.get("column_names") instanceof List<?> names
        && names.size() == 1
        && CLOCK_WORDS.contains(lower(names.getFirst()))) {
      throw refused(what, "it asks for " + names.getFirst() + "; use entities.as_of for the time");
    }
  }

  /** Set operations also have sides, which are queries. */
  private static boolean isSelect(@Nullable Object type) {
    return type == null || String.valueOf(type).endsWith("_NODE");
  }

  private static void checkTable(String what, Map<?, ?> node, Set<String> visible) {
    String schema = String.valueOf(node.get("schema_name"));
    String catalog = String.valueOf(node.get("catalog_name"));
    String table = String.valueOf(node.get("table_name"));
    boolean plain = schema.isEmpty() && catalog.isEmpty();
    if (!plain || !visible.contains(table.toLowerCase(Locale.ROOT))) {
      String full =
          plain
              ? table
              : String.join(".", List.of(catalog, schema, table)).replaceFirst("^\\.+", "");
      throw refused(
          what,
          "it names the relation '%s'; it may name %s"
              .formatted(full, String.join(", ", visible.stream().sorted().toList())));
    }
  }

  private void checkFunction(String what, String function, Map<?, ?> node) {
    String name = function.toLowerCase(Locale.ROOT);
    boolean qualified =
        !lower(node.get("schema")).isEmpty() || !lower(node.get("catalog")).isEmpty();
    if (qualified || !(functions.contains(name) || TABLE_FUNCTIONS.contains(name))) {
      throw refused(
          what, "it calls " + function + "; call functions that depend on their arguments alone");
    }
  }

  private static String lower(@Nullable Object text) {
    return text == null ? "" : text.toString().toLowerCase(Locale.ROOT);
  }

  private static PlumblineException refused(String what, String why) {
    return PlumblineException.of(ErrorCode.REFUSED, "The SQL of " + what + " is refused: " + why)
        .with("view", what);
  }
}
