package org.plumbline.store.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.plumbline.audit.AuditFilter;
import org.plumbline.store.PlannedForValues;
import org.plumbline.store.Times;
import org.plumbline.verifier.ChainEntry;

/**
 * A filter as SQL.
 *
 * <p>One name may be a plain text (form 1) or a pseudonym (form 2), an object a kind or an id.
 * Times become sequences, as entries never go back in time.
 *
 * <p>A single filter is asked for in branches, one for each such alternative, so that each walks
 * one index in the order of the list and stops after a page; joined by {@code or} they would not.
 * Several filters, or words, are asked of the index over terms. That index gives no order, so the
 * newest blocks of entries are asked first and then larger ones: what is common is found in the
 * first, what is rare is not much anywhere.
 */
final class SqlFilter {
  /** The sizes of the blocks that are among the terms, as powers of 2. */
  private static final List<Integer> SHIFTS = List.of(10, 15, 20);

  /** How many times larger a window may be than the one before, and so for what is rare. */
  private static final int SLOW = 4;

  private static final int FAST = 64;

  /** What the top of a plan is expected to give. */
  private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": ([0-9]+)");

  /** So few entries are read at once without harm, wherever they lie. */
  private static final double FEW = 5_000;

  /** A condition on more blocks costs more than larger blocks. */
  private static final int MOST_BLOCKS = 16;

  private static final String TERMS =
      "audit_terms(sequence, actor, action, object_kind, object_id, problem, before, after,"
          + " reason)";

  private static final String WORDS = "plainto_tsquery('simple', :text)";

  private final Optional<String> text;
  private final SqlTerms terms = new SqlTerms();
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
      terms.oneOf("action", List.of(filter.action()));
    }
    if (filter.outcome() != null) {
      switch (filter.outcome()) {
        case "done" -> {
          conditions.add("problem is null");
          terms.has("done");
        }
        case "refused" -> {
          conditions.add("problem is not null");
          terms.has("refused");
        }
        default -> {
          conditions.add("problem is not null and problem = :problem");
          values.put("problem", filter.outcome());
          terms.oneOf("problem", List.of(filter.outcome()));
        }
      }
    }
    Instant from = filter.from();
    if (from != null) {
      conditions.add("sequence >= (" + firstSince("from") + ")");
      values.put("from", Times.utc(from));
    }
    Instant to = filter.to();
    if (to != null) {
      conditions.add("sequence < coalesce((" + firstSince("to") + "), " + Long.MAX_VALUE + ")");
      values.put("to", Times.utc(to));
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
      terms.oneOf("actor", List.of(filter.actor()));
      return List.of("actor = :actor");
    }
    terms.oneOf("actor", List.of(filter.actor(), pseudonym.get()));
    values.put("actorPseudonym", pseudonym.get());
    return List.of("actor = :actor", "actor = :actorPseudonym");
  }

  private List<String> objects(AuditFilter filter, Optional<String> pseudonym) {
    if (filter.object() == null) {
      return List.of("");
    }
    values.put("object", filter.object());
    terms.oneOfObjects(filter.object(), pseudonym.stream().toList());
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

  /**
   * The same among the entries that have certain terms; bind {@code terms} too. Apart, so that the
   * planner weighs no other index against that of the terms.
   */
  String newestOfTerms() {
    return "select * from (select "
        + AuditRows.COLUMNS
        + " from audit_entry where "
        + TERMS
        + " @@ ("
        + text.map(words -> WORDS + " && ").orElse("")
        + "cast(:terms as tsquery)) offset 0) found where sequence < :before"
        + branches.stream()
            .filter(branch -> !branch.isEmpty())
            .map(branch -> "(" + branch + ")")
            .reduce((one, other) -> one + " or " + other)
            .map(any -> " and (" + any + ")")
            .orElse("")
        + " order by sequence desc limit :limit";
  }

  /** Whether one index in the order of the list answers. */
  boolean isSimple() {
    return text.isEmpty()
        && (terms.size() == 0 || (terms.size() == 1 && !values.containsKey("problem")));
  }

  /** Runs the query that suits. */
  List<ChainEntry> newestFirst(Handle handle, long before, int limit) {
    if (isSimple()) {
      return bind(handle.createQuery(newestFirst()), before, limit)
          .map((row, context) -> AuditRows.entry(row))
          .list();
    }
    return handle.inTransaction(
        open -> {
          open.execute(
              "set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0");
          return walk(open, before, limit);
        });
  }

  private List<ChainEntry> walk(Handle handle, long before, int limit) {
    Bounds bounds = bounds(handle, before);
    var found = new ArrayList<ChainEntry>();
    long next = bounds.before();
    long window = 1;
    int growth = SLOW;
    while (next > bounds.first() && found.size() < limit) {
      int shift = shift(window);
      int blocks = Math.clamp(window >> shift, 1, MOST_BLOCKS);
      long block = (next - 1) >> shift;
      int missing = limit - found.size();
      boolean rest = bounds.isRest(next, window);
      Query query =
          bind(handle.createQuery(newestOfTerms()), next, missing)
              .bind("terms", rest ? terms.anywhere() : terms.within(shift, block, blocks));
      text.ifPresent(words -> query.bind("text", words));
      List<ChainEntry> more = query.map((row, context) -> AuditRows.entry(row)).list();
      found.addAll(more);
      long reached = rest ? bounds.first() : (block - blocks + 1) << shift;
      if (next == bounds.before() && more.isEmpty() && isRare(handle)) {
        growth = FAST;
      }
      window = window(next - reached, more.size(), missing - more.size(), growth);
      next = reached;
    }
    return found;
  }

  /**
   * Whether the planner expects few such entries in the whole trail. It may not know yet of what
   * has begun since it last looked, so it is asked only when the newest entries have none.
   */
  private boolean isRare(Handle handle) {
    Query query =
        handle
            .createQuery(
                "explain (format json) select from audit_entry where "
                    + TERMS
                    + " @@ ("
                    + text.map(words -> WORDS + " && ").orElse("")
                    + "cast(:terms as tsquery))")
            .addCustomizer(new PlannedForValues())
            .bind("terms", terms.anywhere());
    text.ifPresent(words -> query.bind("text", words));
    Matcher rows = ROWS.matcher(query.mapTo(String.class).one());
    return rows.find() && Double.parseDouble(rows.group(1)) < FEW;
  }

  private static int shift(long window) {
    return SHIFTS.stream()
        .filter(shift -> window >> shift <= MOST_BLOCKS)
        .findFirst()
        .orElse(SHIFTS.getLast());
  }

  /**
   * How many entries to look at next, to find about twice as many as are missing: each that is
   * found costs, and each step costs.
   */
  private static long window(long seen, int found, int missing, int growth) {
    long most = growth * Math.max(seen, 1L << SHIFTS.getFirst());
    return found == 0 ? most : Math.min(most, 2L * missing * seen / found);
  }

  /** The sequences that the wanted entries lie between; nothing when no word is wanted. */
  private record Bounds(long first, long before, long end) {
    static final Bounds NONE = new Bounds(Long.MAX_VALUE, 0, 0);

    /**
     * Whether a window holds all that is left, and most of the trail: no blocks are needed then.
     */
    boolean isRest(long next, long window) {
      return next - window <= first && end - next <= next - first;
    }
  }

  private Bounds bounds(Handle handle, long before) {
    Query query =
        handle.createQuery(
            "select "
                + (values.containsKey("from") ? "(" + firstSince("from") + ")" : "1")
                + " as first, least(:before, last.sequence + 1"
                + (values.containsKey("to") ? ", (" + firstSince("to") + ")" : "")
                + ") as before, last.sequence + 1 as ending"
                + " from (select coalesce(max(sequence), 0) as sequence from audit_entry) last"
                + text.map(words -> " where numnode(" + WORDS + ") > 0").orElse(""));
    for (String time : List.of("from", "to")) {
      if (values.containsKey(time)) {
        query.bind(time, values.get(time));
      }
    }
    text.ifPresent(words -> query.bind("text", words));
    // Without a first entry that late there is none.
    return query
        .addCustomizer(new PlannedForValues())
        .bind("before", before)
        .map(
            (row, context) -> {
              long first = row.getLong("first");
              return row.wasNull()
                  ? Bounds.NONE
                  : new Bounds(first, row.getLong("before"), row.getLong("ending"));
            })
        .findOne()
        .orElse(Bounds.NONE);
  }

  Query bind(Query query, long before, int limit) {
    values.forEach(query::bind);
    return query.addCustomizer(new PlannedForValues()).bind("before", before).bind("limit", limit);
  }
}
