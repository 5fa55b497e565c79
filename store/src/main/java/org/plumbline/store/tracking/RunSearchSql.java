package org.plumbline.store.tracking;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunKind;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.View;

/**
 * The SQL of one phase of a search.
 *
 * <p>Runs that lack the first field of the order come last. Rather than sort all runs with nulls at
 * the end, a search asks one phase after another: those with a value, straight from the index over
 * (experiment, key, value, run), then NaN, then those without. A page is mostly filled by the
 * first, which stops at the limit, so that its cost does not grow with the number of runs. Each
 * experiment is asked by itself, since an index gives its order within one experiment only.
 */
final class RunSearchSql {
  /** The parts of the order, one after another. */
  enum Phase {
    VALUE,
    NOT_A_NUMBER,
    MISSING
  }

  private final RunQuery query;
  private final Phase phase;
  private final SqlText sql = new SqlText();
  private final RunFieldsSql fields = new RunFieldsSql(sql);
  private final List<String> filters = new ArrayList<>();
  private final List<SortKey> keys = new ArrayList<>();

  private RunSearchSql(RunQuery query, Phase phase) {
    this.query = query;
    this.phase = phase;
  }

  /** The phases that a query goes through. */
  static List<Phase> phases(RunQuery query) {
    if (query.orders().isEmpty()) {
      return List.of(Phase.VALUE);
    }
    Field first = query.orders().getFirst().field();
    List<Phase> phases = new ArrayList<>(List.of(Phase.VALUE));
    if (first.kind() == Field.Kind.METRIC) {
      phases.add(Phase.NOT_A_NUMBER);
    }
    // A condition on the field lets no run pass that lacks it.
    boolean demanded =
        query.filter().conditions().stream()
            .anyMatch(condition -> condition.field().equals(first) && !isAbsence(condition));
    if (isJoined(first) ? !demanded : first.equals(Field.attribute("end_time"))) {
      phases.add(Phase.MISSING);
    }
    return phases;
  }

  static RunSearchSql of(RunQuery query, Phase phase) {
    var search = new RunSearchSql(query, phase);
    search.filter();
    search.order();
    return search;
  }

  SqlText values() {
    return sql;
  }

  List<SortKey> keys() {
    return keys;
  }

  /**
   * The whole statement: columns {@code number}, then {@code k0}, {@code k1} … of the sort keys.
   *
   * @param after the sort keys of the last row there is, empty to start the phase
   */
  String statement(List<String> after, int limit) {
    List<String> all = new ArrayList<>(filters);
    if (!after.isEmpty()) {
      if (after.size() != keys.size()) {
        throw SortKey.badToken(new IllegalArgumentException("keys"));
      }
      all.add(SortKey.behind(keys, after, sql));
    }
    String limited = sql.bind(limit);
    boolean one = query.experiments().size() == 1;
    String experiment = one ? sql.bind(query.experiments().getFirst().value()) : "e.id";
    String inner =
        ("select r.number"
                    + columns()
                    + " from run r "
                    + fields.joins()
                    + " where "
                    + String.join(" and ", all))
                .replace(RunFieldsSql.EXPERIMENT, experiment)
            + " order by "
            + String.join(", ", keys.stream().map(SortKey::orderSql).toList())
            + " limit "
            + limited;
    if (one) {
      return inner;
    }
    String ids =
        String.join(
            ", ",
            query.experiments().stream().map(id -> "(" + sql.bind(id.value()) + ")").toList());
    return "select x.* from (values "
        + ids
        + ") e(id) cross join lateral ("
        + inner
        + ") x order by "
        + outerOrder()
        + " limit "
        + limited;
  }

  private String columns() {
    var columns = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      columns.append(", ").append(keys.get(i).sql()).append(" as k").append(i);
    }
    return columns.toString();
  }

  private String outerOrder() {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      order.add("x.k" + i + (keys.get(i).descending() ? " desc" : " asc"));
    }
    return String.join(", ", order);
  }

  private void filter() {
    filters.add("r.experiment = " + RunFieldsSql.EXPERIMENT);
    filters.add(query.kind() == RunKind.LOGGED_MODEL ? "r.is_model" : "not r.is_model");
    if (query.view() == View.ACTIVE) {
      filters.add("r.deleted_at is null");
    } else if (query.view() == View.DELETED) {
      filters.add("r.deleted_at is not null");
    }
    query.filter().conditions().forEach(condition -> filters.add(condition(condition)));
  }

  private String condition(Condition condition) {
    Field field = condition.field();
    if (!field.on().isEmpty()) {
      return onMeasured(condition);
    }
    return switch (field.kind()) {
      case METRIC, PARAM, TAG ->
          isAbsence(condition) ? fields.lacks(field) : onJoined(condition, fields.join(field));
      case ATTRIBUTE -> onAttribute(condition);
      case DATASET -> onDataset(condition);
    };
  }

  private String onJoined(Condition condition, String alias) {
    return switch (condition) {
      case Condition.Numeric numeric -> Conditions.number(numeric, alias + ".value", sql);
      case Condition.Presence _ -> "true";
      case Condition.Textual _, Condition.Like _, Condition.OneOf _ ->
          Conditions.cutText(condition, alias, sql);
    };
  }

  /** True when the value on any of the data sets fulfils the condition. */
  private String onMeasured(Condition condition) {
    String asked =
        condition instanceof Condition.Numeric numeric
            ? " and " + Conditions.number(numeric, "m.value", sql)
            : "";
    return (isAbsence(condition) ? "not " : "")
        + "exists (select 1 "
        + fields.measured(condition.field())
        + asked
        + ")";
  }

  private String onAttribute(Condition condition) {
    String column = column(condition.field());
    return switch (condition) {
      case Condition.Numeric numeric -> Conditions.time(numeric, column, sql);
      case Condition.Textual equal when isRunId(condition.field()) ->
          runIds(List.of(equal.value()), equal.equal());
      case Condition.OneOf oneOf when isRunId(condition.field()) ->
          runIds(oneOf.values(), oneOf.in());
      case Condition.Like _ when isRunId(condition.field()) ->
          Conditions.text(condition, "replace(cast(r.id as text), '-', '')", sql);
      case Condition.Presence presence when !condition.field().key().equals("end_time") ->
          presence.present() ? "true" : "false";
      case Condition.Textual _, Condition.OneOf _, Condition.Like _, Condition.Presence _ ->
          Conditions.text(condition, column, sql);
    };
  }

  /** Compares ids as ids, so that their index answers; what is no id is no run's. */
  private String runIds(List<String> texts, boolean in) {
    List<String> names =
        texts.stream()
            .filter(text -> text.matches("[0-9a-f]{32}"))
            .map(text -> sql.bind(new RunId(text).uuid()))
            .toList();
    if (names.isEmpty()) {
      return in ? "false" : "true";
    }
    return "r.id " + (in ? "in (" : "not in (") + String.join(", ", names) + ")";
  }

  private String onDataset(Condition condition) {
    String column =
        switch (condition.field().key()) {
          case "name" -> "i.name";
          case "digest" -> "i.digest";
          default -> "cast(i.tags as jsonb) ->> " + sql.bind(RunInput.CONTEXT_TAG);
        };
    if (condition instanceof Condition.Presence presence) {
      return (presence.present() ? "" : "not ")
          + "exists (select 1 from run_input i where i.run = r.number and ("
          + column
          + ") is not null)";
    }
    return "exists (select 1 from run_input i where i.run = r.number and "
        + Conditions.text(condition, "(" + column + ")", sql)
        + ")";
  }

  private static boolean isAbsence(Condition condition) {
    return condition instanceof Condition.Presence presence && !presence.present();
  }

  private static boolean isRunId(Field field) {
    return field.key().equals("run_id");
  }

  private static boolean isJoined(Field field) {
    return switch (field.kind()) {
      case METRIC, PARAM, TAG -> true;
      case ATTRIBUTE, DATASET -> false;
    };
  }

  private void order() {
    boolean descending = true;
    if (query.orders().isEmpty()) {
      keys.add(new SortKey("r.started_at", true, SortKey.Type.TIME));
    } else {
      first(query.orders().getFirst());
      query.orders().stream().skip(1).forEach(this::further);
      descending = query.orders().getLast().descending();
    }
    keys.add(new SortKey("r.number", descending, SortKey.Type.WHOLE));
  }

  private void first(Order order) {
    Field field = order.field();
    if (!isJoined(field)) {
      demandSortable(field);
      boolean missing = phase == Phase.MISSING;
      if (field.key().equals("end_time")) {
        filters.add("r.ended_at is " + (missing ? "null" : "not null"));
      }
      if (!missing) {
        keys.add(attributeKey(order));
      }
      return;
    }
    switch (phase) {
      case VALUE -> {
        String alias = fields.join(field);
        if (field.kind() == Field.Kind.METRIC) {
          filters.add(alias + ".value < 'NaN'");
          keys.add(new SortKey(alias + ".value", order.descending(), SortKey.Type.NUMBER));
        } else {
          keys.add(new SortKey(alias + ".head", order.descending(), SortKey.Type.TEXT));
        }
      }
      case NOT_A_NUMBER -> filters.add(fields.join(field) + ".value = 'NaN'");
      case MISSING -> filters.add(fields.lacks(field));
    }
  }

  private static SortKey attributeKey(Order order) {
    return new SortKey(column(order.field()), order.descending(), type(order.field()));
  }

  /** A further order sorts first by whether there is a value, then by it. */
  private void further(Order order) {
    Field field = order.field();
    if (!isJoined(field)) {
      demandSortable(field);
      if (field.key().equals("end_time")) {
        keys.add(
            new SortKey(
                "case when r.ended_at is null then 1 else 0 end", false, SortKey.Type.WHOLE));
        keys.add(
            new SortKey("coalesce(r.ended_at, 'epoch')", order.descending(), SortKey.Type.TIME));
      } else {
        keys.add(attributeKey(order));
      }
      return;
    }
    String alias = fields.leftJoin(field);
    if (field.kind() == Field.Kind.METRIC) {
      keys.add(
          new SortKey(
              "case when "
                  + alias
                  + ".value is null then 2 when "
                  + alias
                  + ".value = 'NaN' then 1 else 0 end",
              false,
              SortKey.Type.WHOLE));
      keys.add(
          new SortKey(
              "coalesce(nullif(" + alias + ".value, 'NaN'), 0)",
              order.descending(),
              SortKey.Type.NUMBER));
    } else {
      keys.add(
          new SortKey(
              "case when " + alias + ".head is null then 1 else 0 end", false, SortKey.Type.WHOLE));
      keys.add(
          new SortKey("coalesce(" + alias + ".head, '')", order.descending(), SortKey.Type.TEXT));
    }
  }

  private static void demandSortable(Field field) {
    if (field.kind() == Field.Kind.DATASET) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Runs cannot be ordered by " + field + ", of which a run may have many")
          .with("field", "order");
    }
  }

  private static SortKey.Type type(Field field) {
    return switch (field.key()) {
      case "start_time", "end_time" -> SortKey.Type.TIME;
      default -> SortKey.Type.TEXT;
    };
  }

  private static String column(Field field) {
    return switch (field.key()) {
      case "run_id" -> "cast(r.id as text)";
      case "run_name" -> "r.name";
      case "status" -> "r.status";
      case "artifact_uri" -> "r.artifact_uri";
      case "user_id" -> "r.author";
      case "start_time" -> "r.started_at";
      case "end_time" -> "r.ended_at";
      default -> throw new IllegalArgumentException("No attribute " + field);
    };
  }
}
