package org.plumbline.store.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.Field;

/**
 * The rows beside a run {@code r} that hold its metrics, parameters and tags: joined to it, or
 * asked whether there are any.
 */
final class RunFieldsSql {
  /** Stands for the experiment that is searched. */
  static final String EXPERIMENT = "{experiment}";

  private final SqlText sql;
  private final List<String> joins = new ArrayList<>();
  private final Map<Field, String> aliases = new LinkedHashMap<>();

  /** Binds values to this text. */
  RunFieldsSql(SqlText sql) {
    this.sql = sql;
  }

  /** All joins that were asked for. */
  String joins() {
    return String.join(" ", joins);
  }

  /** Joins the row of the field, which each run has at most once, and gives its alias. */
  String join(Field field) {
    return aliases.computeIfAbsent(
        field,
        wanted -> {
          String alias = "j" + joins.size();
          // The index that gives the order begins with the experiment.
          String indexed =
              wanted.on().isEmpty() ? " and " + alias + ".experiment = " + EXPERIMENT : "";
          joins.add("join " + row(wanted, alias) + indexed);
          return alias;
        });
  }

  /** As {@link #join}, with nulls for runs that lack the field. */
  String leftJoin(Field field) {
    String alias = "j" + joins.size();
    joins.add("left join " + row(field, alias));
    return alias;
  }

  private String row(Field field, String alias) {
    if (!field.on().isEmpty()) {
      return "lateral (select m.value %s order by m.step desc, m.at desc limit 1) %s on true"
          .formatted(measured(field), alias);
    }
    return "%1$s %2$s on %2$s.run = r.number and %2$s.key = %3$s"
        .formatted(table(field), alias, sql.bind(field.key()));
  }

  /** True for runs without the field. */
  String lacks(Field field) {
    return field.on().isEmpty()
        ? "not exists (select 1 from %s n where n.run = r.number and n.key = %s)"
            .formatted(table(field), sql.bind(field.key()))
        : "not exists (select 1 " + measured(field) + ")";
  }

  /** The rows {@code m} of a metric on its data sets. */
  String measured(Field field) {
    var from = new StringBuilder("from run_metric_on m where m.run = r.number");
    if (!field.key().isEmpty()) {
      from.append(" and m.key = ").append(sql.bind(field.key()));
    }
    List<String> datasets = field.on().stream().map(this::isDataset).toList();
    return from.append(" and (").append(String.join(" or ", datasets)).append(')').toString();
  }

  private String isDataset(DatasetKey dataset) {
    String named = "m.dataset = " + sql.bind(dataset.name());
    return dataset.digest().isEmpty()
        ? named
        : "(" + named + " and m.digest = " + sql.bind(dataset.digest()) + ")";
  }

  private static String table(Field field) {
    return switch (field.kind()) {
      case METRIC -> "run_metric";
      case PARAM -> "run_param";
      case TAG -> "run_tag";
      case ATTRIBUTE, DATASET -> throw new IllegalArgumentException("No table of " + field);
    };
  }
}
