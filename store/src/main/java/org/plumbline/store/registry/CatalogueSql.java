package org.plumbline.store.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Order;
import org.plumbline.store.tracking.Conditions;
import org.plumbline.store.tracking.PageToken;
import org.plumbline.store.tracking.SortKey;
import org.plumbline.store.tracking.SqlText;

/**
 * A query over models or versions as SQL; every value is bound.
 *
 * @param mark tells the query in page tokens
 */
record CatalogueSql(String statement, SqlText values, List<SortKey> keys, String mark) {
  private static final String VERSIONS =
      """
      from version_entry e left join deployment_ledger l
        on l.model = e.model and l.version = e.number and l.effective_until is null
      where e.deleted_at is null
      """;

  /** What is common to both kinds of lists, and what is not. */
  private record Kind(
      String name,
      String columns,
      String from,
      BiFunction<Condition, SqlText, String> condition,
      BiFunction<Field, Boolean, SortKey> key) {}

  static CatalogueSql versions(CatalogueQuery query) {
    var kind =
        new Kind(
            "versions",
            "e.*, l.stage",
            VERSIONS,
            CatalogueSql::versionCondition,
            CatalogueSql::versionKey);
    List<SortKey> last =
        List.of(
            new SortKey("e.updated_at", true, SortKey.Type.TIME),
            new SortKey("e.model", false, SortKey.Type.TEXT),
            new SortKey("e.number", true, SortKey.Type.WHOLE));
    return of(query, kind, last);
  }

  static CatalogueSql models(CatalogueQuery query) {
    var kind =
        new Kind(
            "models",
            "m.*",
            "from model m where true\n",
            CatalogueSql::modelCondition,
            CatalogueSql::modelKey);
    return of(query, kind, List.of(new SortKey("m.name", false, SortKey.Type.TEXT)));
  }

  private static CatalogueSql of(CatalogueQuery query, Kind kind, List<SortKey> last) {
    var sql = new SqlText();
    var keys = new ArrayList<SortKey>();
    for (Order order : query.orders()) {
      SortKey key =
          order.field().kind() == Field.Kind.TAG
              ? tagKey(kind, order, sql)
              : kind.key().apply(order.field(), order.descending());
      keys.add(key);
    }
    last.stream()
        .filter(key -> keys.stream().noneMatch(asked -> asked.sql().equals(key.sql())))
        .forEach(keys::add);
    var filters = new StringBuilder();
    query
        .filter()
        .conditions()
        .forEach(
            condition ->
                filters.append(" and ").append(condition(kind, condition, sql)).append('\n'));
    String mark = PageToken.queryMark(kind.name() + "\n" + query.filter() + "\n" + query.orders());
    String after = query.after();
    if (after != null) {
      List<String> kept = PageToken.read(after, mark).keys();
      if (kept.size() != keys.size()) {
        throw SortKey.badToken(new IllegalArgumentException("keys"));
      }
      filters.append(" and ").append(SortKey.behind(keys, kept, sql));
    }
    var columns = new StringBuilder(kind.columns());
    for (int i = 0; i < keys.size(); i++) {
      columns.append(", ").append(keys.get(i).sql()).append(" as k").append(i);
    }
    String statement =
        "select "
            + columns
            + " "
            + kind.from()
            + filters
            + " order by "
            + String.join(", ", keys.stream().map(SortKey::orderSql).toList())
            + " limit "
            + sql.bind(query.limit() + 1);
    return new CatalogueSql(statement, sql, List.copyOf(keys), mark);
  }

  private static String condition(Kind kind, Condition condition, SqlText sql) {
    if (condition.field().kind() != Field.Kind.TAG) {
      return kind.condition().apply(condition, sql);
    }
    String present = tag(kind, "1", sql.bind(condition.field().key()));
    return condition instanceof Condition.Presence presence
        ? (presence.present() ? "exists " : "not exists ") + "(" + present + ")"
        : "exists (" + present + " and " + value(condition, sql) + ")";
  }

  /** Names the start of the value too, which is what the index over tags holds. */
  private static String value(Condition condition, SqlText sql) {
    String exact = Conditions.text(condition, "t.value", sql);
    return condition instanceof Condition.Textual same && same.equal()
        ? exact
            + " and left(t.value, 200) = left(cast("
            + sql.bind(same.value())
            + " as text), 200)"
        : exact;
  }

  private static String tag(Kind kind, String column, String key) {
    String owner =
        kind.name().equals("models")
            ? "t.model = m.name and t.number = 0"
            : "t.model = e.model and t.number = e.number";
    return "select " + column + " from registry_tag t where " + owner + " and t.key = " + key;
  }

  private static SortKey tagKey(Kind kind, Order order, SqlText sql) {
    String value = tag(kind, "t.value", sql.bind(order.field().key()));
    return new SortKey("coalesce((" + value + "), '')", order.descending(), SortKey.Type.TEXT);
  }

  private static String modelCondition(Condition condition, SqlText sql) {
    String column =
        switch (condition.field().key()) {
          case "creation_timestamp" -> "m.created_at";
          case "last_updated_timestamp" -> "m.updated_at";
          default -> "m.name";
        };
    return condition instanceof Condition.Numeric time
        ? Conditions.time(time, column, sql)
        : Conditions.text(condition, column, sql);
  }

  private static SortKey modelKey(Field field, boolean descending) {
    return switch (field.key()) {
      case "creation_timestamp" -> new SortKey("m.created_at", descending, SortKey.Type.TIME);
      case "last_updated_timestamp" -> new SortKey("m.updated_at", descending, SortKey.Type.TIME);
      default -> new SortKey("m.name", descending, SortKey.Type.TEXT);
    };
  }

  private static String versionCondition(Condition condition, SqlText sql) {
    String key = condition.field().key();
    if (condition instanceof Condition.Numeric number) {
      return switch (key) {
        case "version_number" ->
            Conditions.number(number, "cast(e.number as double precision)", sql);
        case "creation_timestamp" -> Conditions.time(number, "e.created_at", sql);
        default -> Conditions.time(number, "e.updated_at", sql);
      };
    }
    String column =
        switch (key) {
          case "run_id" -> "e.run";
          case "is_foreign" -> "cast(e.is_foreign as text)";
          case "source_path" -> "e.source";
          case "version_number" -> "cast(e.number as text)";
          case "creation_timestamp" -> "cast(e.created_at as text)";
          case "last_updated_timestamp" -> "cast(e.updated_at as text)";
          default -> "e.model";
        };
    return Conditions.text(condition, column, sql);
  }

  private static SortKey versionKey(Field field, boolean descending) {
    return switch (field.key()) {
      case "run_id" -> new SortKey("coalesce(e.run, '')", descending, SortKey.Type.TEXT);
      case "source_path" -> new SortKey("e.source", descending, SortKey.Type.TEXT);
      case "version_number" -> new SortKey("e.number", descending, SortKey.Type.WHOLE);
      case "creation_timestamp" -> new SortKey("e.created_at", descending, SortKey.Type.TIME);
      case "last_updated_timestamp" -> new SortKey("e.updated_at", descending, SortKey.Type.TIME);
      default -> new SortKey("e.model", descending, SortKey.Type.TEXT);
    };
  }
}
