package org.plumbline.store.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.store.Database;

/**
 * Which alerts or incidents, newest first.
 *
 * @param table the name of theirs, one of ours and never a caller's
 * @param after the last one of the page before
 */
record NewestFirst(
    String table, @Nullable String state, @Nullable ModelName model, @Nullable UUID after) {

  <T> List<T> list(Database database, int limit, RowMapper<T> mapper) {
    Map<String, Object> filters = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder("where true");
    if (state != null) {
      filters.put("state", state);
      where.append(" and state = :state");
    }
    if (model != null) {
      filters.put("model", model.value());
      where.append(" and model = :model");
    }
    if (after != null) {
      filters.put("after", after);
      where.append(
          " and (opened_at, id) < (select opened_at, id from %s where id = :after)"
              .formatted(table));
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from %s %s order by opened_at desc, id desc limit :limit"
                        .formatted(table, where))
                .bindMap(filters)
                .bind("limit", limit)
                .map(mapper)
                .list());
  }
}
