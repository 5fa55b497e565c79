package org.plumbline.store.audit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.plumbline.audit.AuditFilter;
import org.plumbline.verifier.ChainEntry;
import org.postgresql.PGStatement;

/**
 * A filter as SQL.
 *
 * <p>One name may be a plain text (form 1) or a pseudonym (form 2), an object a kind or an id. Each
 * such alternative becomes a branch of its own, so that each walks one index in the order of the
 * list and stops after a page; joined by {@code or} they would not. Times become sequences, as
 * entries never go back in time.
 */
final class SqlFilter {
  /** Up to so many entries with the words are gathered and sorted; beyond, walked past. */
  private static final int GATHERED = 5_000;

  private static final String WORDS =
      "audit_words(action, object_kind, object_id, before, after, reason)"
          + " @@ plainto_tsquery('simple', :text)";

  private final Optional<String> text;
  private final List<String> branches = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * @param actor the pseudonym of the wanted actor
   * @param object the pseudonym of the wanted object, when it is a person
   */
  SqlFilter(AuditFilter filter, Optional<String> actor, Optional<String> object) {
    this.text = Optional.ofNullable(filter.text());
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
    return select("audit_entry", "");
  }

  /**
   * The same for words that few entries have: these are gathered by their index first. Left to
   * itself the planner believes that any word is frequent enough to be met soon on a walk.
   */
  private String gathered() {
    return "with found as materialized (select %s from audit_entry where sequence < :before and %s) "
            .formatted(AuditRows.COLUMNS, WORDS)
        + select("found", "");
  }

  private String walked() {
    return select("audit_entry", WORDS);
  }

  private String select(String table, String more) {
    var parts = new ArrayList<String>();
    for (String branch : branches) {
      var conditions = new ArrayList<>(List.of("sequence < :before", branch, more));
      conditions.removeIf(String::isEmpty);
      parts.add(
          "(select %s from %s where %s order by sequence desc limit :limit)"
              .formatted(AuditRows.COLUMNS, table, String.join(" and ", conditions)));
    }
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(" union all ", parts) + " order by sequence desc limit :limit";
  }

  /** Runs the query that suits. */
  List<ChainEntry> newestFirst(Handle handle, long before, int limit) {
    String sql = newestFirst();
    if (text.isPresent()) {
      sql = isRare(handle, text.get()) ? gathered() : walked();
    }
    Query query = bind(handle.createQuery(sql), before, limit);
    text.ifPresent(words -> query.bind("text", words));
    return query.map((row, context) -> AuditRows.entry(row)).list();
  }

  private static boolean isRare(Handle handle, String words) {
    return handle.inTransaction(
        open -> {
          open.execute("set local enable_seqscan = off");
          return planned(
                      open.createQuery(
                          "select count(*) from (select 1 from audit_entry where "
                              + WORDS
                              + " limit :most) found"))
                  .bind("text", words)
                  .bind("most", GATHERED + 1)
                  .mapTo(Integer.class)
                  .one()
              <= GATHERED;
        });
  }

  Query bind(Query query, long before, int limit) {
    values.forEach(query::bind);
    return planned(query).bind("before", before).bind("limit", limit);
  }

  /**
   * Has the statement planned for its values each time: a plan for any value walks the whole trail
   * for a rare one.
   */
  private static Query planned(Query query) {
    return query.addCustomizer(
        new StatementCustomizer() {
          @Override
          public void beforeExecution(PreparedStatement statement, StatementContext context)
              throws SQLException {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
          }
        });
  }
}
