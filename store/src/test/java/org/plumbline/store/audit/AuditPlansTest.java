package org.plumbline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.audit.AuditFilter;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

/**
 * How much the lists may read: a page by each filter touches some hundred blocks however long the
 * trail is, and never all of it.
 */
class AuditPlansTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final int ENTRIES = 200_000;
  private static final int MOST_BLOCKS = 700;
  private static final int PAGE = 51;
  private static final Pattern BLOCKS =
      Pattern.compile("shared hit=(\\d+)(?: read=(\\d+))?|shared read=(\\d+)");

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
                      'p-' || i % 60, 'thing.action' || i % 20,
                      case when i % 3 = 0 then 'model' else 'version' end, 'm' || i % 5000,
                      case when i % 10 = 0 then 'review needle' else 'routine needle' end || i,
                      case when i % 33 = 0 then 'forbidden' end,
                      decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
                    from generate_series(1, :entries) i
                    """)
                .bind("entries", ENTRIES)
                .execute());
    DATABASE.read(handle -> handle.execute("vacuum (analyze) audit_entry"));
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  private static Map<String, AuditFilter> filters() {
    AuditFilter all = AuditFilter.ALL;
    Instant day = Instant.parse("2026-01-02T00:00:00Z");
    var filters = new LinkedHashMap<String, AuditFilter>();
    filters.put("everything", all);
    filters.put("a person", all.actor("p-7"));
    filters.put("nobody", all.actor("nobody"));
    filters.put("an action", all.action("thing.action3"));
    filters.put("no action", all.action("thing.none"));
    filters.put("a kind", all.object("model"));
    filters.put("an object", all.object("m123"));
    filters.put("refusals", all.outcome("refused"));
    filters.put("an hour", all.between(day, day.plusSeconds(3_600)));
    filters.put("a person in an hour", all.actor("p-7").between(day, day.plusSeconds(3_600)));
    return filters;
  }

  @TestFactory
  Stream<DynamicTest> aPageOf() {
    return filters().entrySet().stream()
        .flatMap(
            filter ->
                Stream.of((long) ENTRIES / 2, Long.MAX_VALUE)
                    .map(
                        before ->
                            DynamicTest.dynamicTest(
                                filter.getKey() + " before " + before,
                                () -> assertCheap(filter.getValue(), before))));
  }

  private static void assertCheap(AuditFilter wanted, long before) {
    var filter =
        new SqlFilter(
            wanted, Optional.ofNullable(wanted.actor()).map(name -> name + "x"), Optional.empty());
    List<String> plan =
        DATABASE.read(
            handle ->
                filter
                    .bind(
                        handle.createQuery(
                            "explain (analyze, buffers, costs off) " + filter.newestFirst()),
                        before,
                        PAGE)
                    .mapTo(String.class)
                    .list());

    String text = String.join("\n", plan);
    assertThat(text).doesNotContain("Seq Scan");
    var blocks = BLOCKS.matcher(text);
    assertThat(blocks.find()).as(text).isTrue();
    assertThat(number(blocks.group(1)) + number(blocks.group(2)) + number(blocks.group(3)))
        .as(text)
        .isLessThanOrEqualTo(MOST_BLOCKS);
  }

  private static long number(@org.jspecify.annotations.Nullable String group) {
    return group == null ? 0 : Long.parseLong(group);
  }
}
