package org.plumbline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.store.Database;
import org.plumbline.store.Plans;
import org.plumbline.store.TestDatabase;

/**
 * How much the lists may read: a page by each filter touches some thousand blocks however long the
 * trail is, and never all of it.
 */
class AuditPlansTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final SqlAuditTrail TRAIL = new SqlAuditTrail(DATABASE, InstantSource.system());
  private static final int ENTRIES = 200_000;

  /** More than wait to be listed but for a moment. */
  private static final int FRESH = 300;

  @BeforeAll
  static void fill() {
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into audit_entry (sequence, at, form, actor, action, object_kind,
                      object_id, reason, problem, previous, hash)
                    select i, timestamptz '2026-01-01' + i * interval '1 second', 2,
                      'p-' || i % 61, 'thing.action' || i % 20,
                      case when i % 3 = 0 then 'model' else 'version' end, 'm' || i % 5003,
                      case when i % 10 = 0 then 'review needle' else 'routine needle' end || i
                        || case when i % 2000 = 0 then ' seldom' else '' end
                        || case when i < 1000 then ' early' else '' end,
                      case when i % 33 = 0 then 'forbidden' end,
                      decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
                    from generate_series(1, :entries) i
                    """)
                .bind("entries", ENTRIES)
                .execute());
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .createUpdate("update audit_entry set listed = false where sequence > :listed")
                .bind("listed", ENTRIES - FRESH)
                .execute());
    DATABASE.read(handle -> handle.execute("vacuum (analyze) audit_entry"));
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  private record Budget(AuditFilter filter, long blocks) {}

  private static Map<String, Budget> budgets() {
    AuditFilter all = AuditFilter.ALL;
    Instant day = Instant.parse("2026-01-02T00:00:00Z");
    var budgets = new LinkedHashMap<String, Budget>();
    budgets.put("everything", new Budget(all, 100));
    budgets.put("a person", new Budget(all.actor("p-7"), 700));
    budgets.put("nobody", new Budget(all.actor("nobody"), 100));
    budgets.put("an action", new Budget(all.action("thing.action3"), 700));
    budgets.put("no action", new Budget(all.action("thing.none"), 100));
    budgets.put("a kind", new Budget(all.object("model"), 700));
    budgets.put("an object", new Budget(all.object("m123"), 700));
    budgets.put("refusals", new Budget(all.outcome("refused"), 700));
    budgets.put("an hour", new Budget(all.between(day, day.plusSeconds(3_600)), 100));
    budgets.put(
        "a person in an hour",
        new Budget(all.actor("p-7").between(day, day.plusSeconds(3_600)), 700));
    budgets.put("one refusal", new Budget(all.outcome("forbidden"), 1_000));
    budgets.put(
        "a person and an action", new Budget(all.actor("p-7").action("thing.action3"), 1_000));
    budgets.put("a person and an object", new Budget(all.actor("p-7").object("m123"), 1_000));
    budgets.put("a word of all", new Budget(all.text("needle"), 1_000));
    budgets.put("a common word", new Budget(all.text("review"), 1_000));
    budgets.put("a seldom word", new Budget(all.text("seldom"), 1_500));
    budgets.put("a word long ago", new Budget(all.text("early"), 1_500));
    budgets.put("a rare word", new Budget(all.text("needle77777"), 1_500));
    budgets.put("no such word", new Budget(all.text("nothing"), 500));
    budgets.put("a common word of a person", new Budget(all.text("review").actor("p-7"), 1_500));
    budgets.put(
        "a word in an hour",
        new Budget(all.text("review").between(day, day.plusSeconds(3_600)), 1_000));
    return budgets;
  }

  @TestFactory
  Stream<DynamicTest> aPageOf() {
    return budgets().entrySet().stream()
        .flatMap(
            budget ->
                Stream.of((long) ENTRIES / 2, Long.MAX_VALUE)
                    .map(
                        before ->
                            DynamicTest.dynamicTest(
                                budget.getKey() + " before " + before,
                                () -> assertCheap(budget.getValue(), before))));
  }

  private static void assertCheap(Budget budget, long before) {
    var query = new AuditQuery(budget.filter(), 50, before);

    Plans plans = Plans.of(TEST, () -> TRAIL.list(query));

    assertThat(plans.text()).doesNotContain("Seq Scan on audit_listed");
    assertThat(plans.blocks()).as(plans.text()).isLessThanOrEqualTo(budget.blocks());
  }

  @Test
  void wordsAreFoundInTheOrderOfTheTrailWhereverTheyStand() {
    assertThat(sequences(AuditFilter.ALL.text("seldom"), 150_001))
        .startsWith(150_000L, 148_000L)
        .endsWith(54_000L, 52_000L)
        .hasSize(50);
    assertThat(sequences(AuditFilter.ALL.text("seldom"), 40_000))
        .startsWith(38_000L)
        .endsWith(2_000L)
        .hasSize(19);
    assertThat(sequences(AuditFilter.ALL.text("early"), Long.MAX_VALUE))
        .startsWith(999L, 998L)
        .hasSize(50);
    assertThat(sequences(AuditFilter.ALL.text("?!"), Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void severalFiltersHoldAtOnce() {
    AuditFilter filter = AuditFilter.ALL.actor("p-7").action("thing.action3").outcome("forbidden");

    assertThat(sequences(filter, Long.MAX_VALUE))
        .allMatch(i -> i % 61 == 7 && i % 20 == 3 && i % 33 == 0)
        .hasSize(
            (int)
                java.util.stream.LongStream.rangeClosed(1, ENTRIES)
                    .filter(i -> i % 61 == 7 && i % 20 == 3 && i % 33 == 0)
                    .count());
  }

  private static List<Long> sequences(AuditFilter filter, long before) {
    return TRAIL.list(new AuditQuery(filter, 50, before)).entries().stream()
        .map(AuditEntry::sequence)
        .toList();
  }
}
