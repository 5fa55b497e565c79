package org.plumbline.store.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Tag;
import org.plumbline.scoring.Task;
import org.plumbline.store.PlannedForValues;

/**
 * The filters of a list of models as SQL that gives names.
 *
 * <p>A table is joined only for a filter on it, and each joined one is told where the page begins:
 * the server does not conclude that from the equality of the names, and would read its index from
 * the start. Names alone can come from an index, without the rows.
 */
final class ModelFilters {
  private final List<String> joins = new ArrayList<>();
  private final List<String> filters = new ArrayList<>();
  private final List<String> names = new ArrayList<>(List.of("m.name"));
  private final Map<String, Object> values = new HashMap<>();
  private final @Nullable ModelName after;

  ModelFilters(ModelQuery query) {
    this.after = query.after();
    if (!query.search().isBlank()) {
      add("m.search like :search", "search", pattern(query.search()));
    }
    Task task = query.task();
    if (task != null) {
      add("m.task = :task", "task", task.name());
    }
    String owner = query.owner();
    if (owner != null) {
      add("m.owner = :owner", "owner", owner);
    }
    RiskTier tier = query.tier();
    if (tier != null) {
      add("m.tier = :tier", "tier", tier.name());
    }
    standing(query);
    Tag tag = query.tag();
    if (tag != null) {
      tag(tag);
    }
  }

  private void standing(ModelQuery query) {
    String stage = query.stage();
    String risk = query.risk();
    if (stage != null || risk != null) {
      joins.add("join model_summary s on s.model = m.name");
      names.add("s.model");
    }
    if (ModelQuery.NO_STAGE.equals(stage)) {
      filters.add("s.stage is null");
    } else if (stage != null) {
      add("s.stage = :stage", "stage", stage.toUpperCase(Locale.ROOT));
    }
    if (ModelQuery.NO_RISK.equals(risk)) {
      filters.add("s.risk_band is null");
    } else if (risk != null) {
      add("s.risk_band = :risk", "risk", risk.toLowerCase(Locale.ROOT));
    }
  }

  private void tag(Tag tag) {
    joins.add("join registry_tag t on t.model = m.name");
    names.add("t.model");
    filters.add("t.number = 0");
    add("t.key = :tagKey", "tagKey", tag.key());
    // The index holds the beginnings of values.
    filters.add("left(t.value, 200) = left(:tagValue, 200)");
    add("t.value = :tagValue", "tagValue", tag.value());
  }

  private void add(String filter, String name, Object value) {
    filters.add(filter);
    values.put(name, value);
  }

  private static String pattern(String search) {
    String escaped =
        search
            .strip()
            .toLowerCase(Locale.ROOT)
            .replace("\\", "\\\\")
            .replace("%", "\\%")
            .replace("_", "\\_")
            .replace("\0", "");
    return "%" + escaped + "%";
  }

  boolean any() {
    return !filters.isEmpty();
  }

  /** The names of all models that match. */
  String allNames() {
    return names(filters, "");
  }

  /** Those behind the page before; bind {@link #bind} and what the end asks for. */
  String names(String end) {
    var all = new ArrayList<>(filters);
    if (after != null) {
      names.forEach(name -> all.add(name + " > :after"));
    }
    return names(all, end);
  }

  private String names(List<String> conditions, String end) {
    return "select m.name from model m "
        + String.join(" ", joins)
        + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
        + end;
  }

  Query bindAll(Query sql) {
    values.forEach(sql::bind);
    return sql.addCustomizer(new PlannedForValues());
  }

  Query bind(Query sql) {
    return after == null ? bindAll(sql) : bindAll(sql).bind("after", after.value());
  }
}
