package org.plumbline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class FreshEntriesTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = new Actor("ana", null, "request-1", "10.0.0.1");

  private final FreshEntries fresh = new FreshEntries(DATABASE);
  private final SqlAuditTrail trail =
      new SqlAuditTrail(
          DATABASE, InstantSource.system(), new SqlCheckpoints(DATABASE)::keysAsStored, fresh);

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void everyListFindsAnEntryBeforeItIsListedAndAfter() {
    for (int i = 0; i < 20; i++) {
      append("listed-" + i);
    }
    List<AuditFilter> filters =
        Stream.of("text", "actor", "action", "object", "outcome", "several")
            .map(FreshEntriesTest::filter)
            .toList();

    List<List<AuditEntry>> before = filters.stream().map(this::list).toList();
    assertThat(count("audit_fresh")).isGreaterThanOrEqualTo(20);
    fresh.list();

    assertThat(count("audit_fresh")).isZero();
    assertThat(before).allMatch(entries -> !entries.isEmpty());
    assertThat(filters.stream().map(this::list).toList()).isEqualTo(before);
    assertThat(trail.verify().valid()).isTrue();
  }

  private static AuditFilter filter(String by) {
    AuditFilter all = AuditFilter.ALL;
    return switch (by) {
      case "text" -> all.text("agreed");
      case "actor" -> all.actor("ana");
      case "action" -> all.action("model.kill");
      case "object" -> all.object("listed-7");
      case "outcome" -> all.outcome("done");
      default -> all.actor("ana").action("model.kill").text("agreed");
    };
  }

  @Test
  void nothingIsLostOrDoubledWhileSeveralMoveAndAppend() throws InterruptedException {
    long had = count("audit_entry");
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 3; t++) {
      String name = "racing-" + t;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 15; i++) {
                      append(name);
                      fresh.list();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(count("audit_entry")).isEqualTo(had + 45);
    assertThat(trail.verify().valid()).isTrue();
  }

  @Test
  void manyEntriesWakeWhoListsThem() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      fresh.added();
    }

    assertThat(fresh.await(Duration.ZERO)).isTrue();
    assertThat(fresh.await(Duration.ZERO)).isFalse();
  }

  private List<AuditEntry> list(AuditFilter filter) {
    return trail.list(new AuditQuery(filter, 50, null)).entries();
  }

  private void append(String object) {
    DATABASE.run(
        tx ->
            trail.append(
                tx,
                AuditEvent.of(ANA, "model.kill", "model", object)
                    .after(Map.of("on", "true"))
                    .because("agreed")));
  }

  private static long count(String table) {
    return DATABASE.read(
        handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }
}
