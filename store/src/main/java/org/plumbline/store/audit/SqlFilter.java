package org.plumbline.store.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.plumbline.audit.AuditFilter;
import org.plumbline.verifier.ChainEntry;

/**
 * A filter as SQL.
 *
 * <p>One name may be a plain text (form 1) or a pseudonym (form 2), an object a kind or an id. Each
 * such alternative becomes a branch of its own, so that each walks one index in the order of the
 * list and stops after a page; joined by {@code or} they would not. Times become sequences, as
 * entries never go back in time.
 */
final class SqlFilter {
  private final List<String> branches = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * @param actor the pseudonym of the wanted actor
   * @param object the pseudonym of the wanted object, when it is a person
   */
  SqlFilter(AuditFilter filter, Optional<String> actor, Optional<String> object) {
    List<String> common = common(filter);
    for (String who : actors(filter, actor)) {
      for (String what : objects(filter, object)) {
        var conditions = new ArrayList<>(common);
        conditions.add(who);
        conditions.add(what);
        conditions.removeIf(String::isEmpty);
        branches.add(String.join(" and ", conditions));
      }
    }
  }

  private List<String> common(AuditFilter filter) {
    var conditions = new ArrayList<String>();
    if (filter.action() != null) {
      conditions.add("action = :action");
      values.put("action", filter.action());
    }
    if (filter.outcome() != null) {
      switch (filter.outcome()) {
        case "done" -> conditions.add("problem is null");
        case "refused" -> conditions.add("problem is not null");
        default -> {
          conditions.add("problem is not null and problem = :problem");
          values.put("problem", filter.outcome());
        }
      }
    }
    if (filter.text() != null) {
      conditions.add(
          "audit_words(action, object_kind, object_id, before, after, reason)"
              + " @@ plainto_tsquery('simple', :text)");
      values.put("text", filter.text());
    }
    Instant from = filter.from();
    if (from != null) {
      conditions.add("sequence >= (" + firstSince("from") + ")");
      values.put("from", from.atOffset(ZoneOffset.UTC));
    }
    Instant to = filter.to();
    if (to != null) {
      conditions.add("sequence < coalesce((" + firstSince("to") + "), " + Long.MAX_VALUE + ")");
      values.put("to", to.atOffset(ZoneOffset.UTC));
    }
    return conditions;
  }

  private static String firstSince(String time) {
    return "select sequence from audit_entry where at >= :"
        + time
        + " order by at, sequence limit 1";
  }

  private List<String> actors(AuditFilter filter, Optional<String> pseudonym) {
    if (filter.actor() == null) {
      return List.of("");
    }
    values.put("actor", filter.actor());
    if (pseudonym.isEmpty()) {
      return List.of("actor = :actor");
    }
    values.put("actorPseudonym", pseudonym.get());
    return List.of("actor = :actor", "actor = :actorPseudonym");
  }

  private List<String> objects(AuditFilter filter, Optional<String> pseudonym) {
    if (filter.object() == null) {
      return List.of("");
    }
    values.put("object", filter.object());
    var branches = new ArrayList<String>();
    branches.add("object_kind = :object");
    branches.add("object_id = :object and object_kind <> :object");
    if (pseudonym.isPresent()) {
      values.put("objectPseudonym", pseudonym.get());
      branches.add("object_id = :objectPseudonym");
    }
    return branches;
  }

  /** Entries before a sequence, newest first; bind {@code before} and {@code limit} besides. */
  String newestFirst() {
    var parts = new ArrayList<String>();
    for (String branch : branches) {
      parts.add(
          "(select %s from audit_entry where sequence < :before%s order by sequence desc limit :limit)"
              .formatted(AuditRows.COLUMNS, branch.isEmpty() ? "" : " and " + branch));
    }
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(" union all ", parts) + " order by sequence desc limit :limit";
  }

  /** Runs {@link #newestFirst}. */
  List<ChainEntry> newestFirst(Handle handle, long before, int limit) {
    return bind(handle.createQuery(newestFirst()), before, limit)
        .map((row, context) -> AuditRows.entry(row))
        .list();
  }

  Query bind(Query query, long before, int limit) {
    values.forEach(query::bind);
    return query.bind("before", before).bind("limit", limit);
  }
}
