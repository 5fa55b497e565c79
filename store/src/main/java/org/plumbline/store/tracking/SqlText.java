package org.plumbline.store.tracking;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** SQL in the making: fixed words on one side, values that are only ever bound on the other. */
public final class SqlText {
  /** Nothing yet. */
  public SqlText() {}

  private final Map<String, Object> values = new HashMap<>();

  /** Takes a value and gives the name that stands for it. */
  public String bind(Object value) {
    String name = "v" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  /** Binds all values that were taken. */
  public Query bindTo(Query query) {
    values.forEach(query::bind);
    return query;
  }
}
