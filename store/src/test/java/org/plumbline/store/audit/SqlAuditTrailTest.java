package org.plumbline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.AuditTrailContract;
import org.plumbline.kernel.Transactions;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Fault;
import org.plumbline.verifier.Micros;

class SqlAuditTrailTest extends AuditTrailContract {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();

  private final SqlAuditTrail trail = new SqlAuditTrail(DATABASE, () -> NOON);

  @BeforeEach
  void empty() {
    execute("truncate audit_entry, audit_subject, audit_checkpoint, audit_node, audit_key");
    execute(
        """
        update audit_head set sequence = 0, hash = decode(repeat('00', 32), 'hex'),
          at = timestamptz 'epoch', micros = 0
        """);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Override
  protected AuditTrail trail() {
    return trail;
  }

  @Override
  protected Transactions transactions() {
    return DATABASE;
  }

  @Test
  void findsAChangedRow() {
    fill();

    execute("update audit_entry set reason = 'invented' where sequence = 4");

    assertThat(trail.verify().firstBroken()).hasValue(4);
  }

  @Test
  void findsARemovedRow() {
    fill();

    execute("delete from audit_entry where sequence = 7");

    assertThat(trail.verify().firstBroken()).hasValue(7);
  }

  @Test
  void findsARemovedEnd() {
    fill();

    execute("delete from audit_entry where sequence > 8");

    assertThat(trail.verify().firstBroken()).hasValue(9);
  }

  @Test
  void findsTwoRowsThatChangedPlaces() {
    fill();

    execute("update audit_entry set sequence = -1 where sequence = 3");
    execute("update audit_entry set sequence = 3 where sequence = 5");
    execute("update audit_entry set sequence = 5 where sequence = -1");

    assertThat(trail.verify().firstBroken()).hasValue(3);
  }

  @Test
  void findsAnInsertedRow() {
    fill();

    execute("update audit_entry set sequence = sequence + 100 where sequence >= 6");
    execute("update audit_entry set sequence = sequence - 99 where sequence >= 100");
    execute(
        """
        insert into audit_entry
          (sequence, at, actor, action, object_kind, object_id, previous, hash)
        select 6, at, 'eve', action, object_kind, object_id, hash, hash
        from audit_entry where sequence = 5
        """);

    assertThat(trail.verify().firstBroken()).hasValue(6);
  }

  @Test
  void findsARowThatCannotBeRead() {
    fill();

    execute("update audit_entry set before = 'no json' where sequence = 2");

    assertThat(trail.verify().firstBroken()).hasValue(2);
  }

  @Test
  void findsAFormThatIsNotTheEntrys() {
    fill();

    execute("update audit_entry set form = 1, sealed = null where sequence = 2");

    assertThat(trail.verify().firstBroken()).hasValue(2);
  }

  @Test
  void namesWhatWasDone() {
    fill();

    execute("delete from audit_entry where sequence = 7");

    assertThat(trail.verify().fault()).map(Fault::kind).hasValue(Fault.Kind.REMOVED);
  }

  /** Rows as the first release wrote them, and entries of today behind them. */
  @Test
  void entriesOfTheFirstFormStillHoldAndAreFound() {
    Digest head = Digest.ZERO;
    for (int i = 1; i <= 3; i++) {
      var entry = firstForm(i, head);
      insert(entry);
      head = entry.hash();
    }
    String hash = head.hex();
    execute("update audit_head set sequence = 3, hash = decode('" + hash + "', 'hex')");

    append(event("ana", "a.b", "4"));

    assertThat(trail.verify().valid()).as(trail.verify().detail()).isTrue();
    assertThat(trail.verify().entries()).isEqualTo(4);
    assertThat(trail.list(AuditQuery.of(AuditFilter.ALL.actor("ana"), 9)).entries())
        .extracting(AuditEntry::sequence)
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(trail.find(2).orElseThrow().event().before()).isEqualTo(Map.of("k", "ü"));
  }

  private static ChainEntry firstForm(int sequence, Digest previous) {
    var content =
        new Content(
            new Content.Who("ana", null, null, "10.0.0.7"),
            "a.b",
            "thing",
            Integer.toString(sequence),
            new TreeMap<>(Map.of("k", "ü")),
            new TreeMap<>(),
            "why",
            null,
            List.of());
    return ChainEntry.sealed(1, sequence, Micros.of(NOON), content, previous);
  }

  private static void insert(ChainEntry entry) {
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into audit_entry (sequence, at, actor, action, object_kind, object_id,
                      before, reason, address, previous, hash)
                    values (:sequence, :at, 'ana', 'a.b', 'thing', :id, '{"k":"ü"}', 'why',
                      '10.0.0.7', :previous, :hash)
                    """)
                .bind("sequence", entry.sequence())
                .bind("at", NOON.atOffset(ZoneOffset.UTC))
                .bind("id", entry.content().objectId())
                .bind("previous", entry.previous().bytes())
                .bind("hash", entry.hash().bytes())
                .execute());
  }

  @Test
  void aClockThatGoesBackDoesNotTakeTheChainWithIt() {
    var clock = new AtomicReference<>(NOON);
    var moving = new SqlAuditTrail(DATABASE, clock::get);
    append(moving, event("ana", "a.b", "1"));
    clock.set(NOON.minusSeconds(3_600));

    AuditEntry second = append(moving, event("ana", "a.b", "2"));
    clock.set(NOON.plusSeconds(1));
    AuditEntry third = append(moving, event("ana", "a.b", "3"));

    assertThat(second.at()).isEqualTo(NOON);
    assertThat(third.at()).isEqualTo(NOON.plusSeconds(1));
    assertThat(moving.verify().valid()).isTrue();
  }

  @Test
  void appendsOfTwoProcessesMakeOneChain() {
    var other = new SqlAuditTrail(DATABASE, () -> NOON);

    for (int i = 0; i < 10; i++) {
      append(event("ana", "a.b", "x"));
      append(other, event("ana", "a.b", "y"));
    }

    assertThat(trail.verify().entries()).isEqualTo(20);
    assertThat(trail.verify().valid()).isTrue();
    assertThat(count("select count(*) from audit_subject")).isEqualTo(1);
  }

  @Test
  void aChangeThatFailedLeavesNoPseudonymBehind() {
    assertThatThrownBy(
            () ->
                DATABASE.run(
                    tx -> {
                      trail.append(tx, event("carla", "a.b", "1"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    append(event("carla", "a.b", "1"));

    assertThat(count("select count(*) from audit_subject")).isEqualTo(1);
    assertThat(trail.find(1).orElseThrow().event().actor().username()).isEqualTo("carla");
  }

  @Test
  void findsAReadEntryEqualToTheAppended() {
    var entry = append(event("ana", "a.b", "1").because("why"));

    assertThat(trail.find(1)).hasValue(entry);
  }

  private static AuditEntry append(AuditTrail to, AuditEvent event) {
    return DATABASE.in(tx -> to.append(tx, event));
  }

  private static long count(String sql) {
    return DATABASE.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void appendsOfManyThreadsMakeOneChain() throws Exception {
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 6; writer++) {
      String name = "writer" + writer;
      writers.add(
          () -> {
            for (int i = 0; i < 20; i++) {
              append(event(name, "a.b", Integer.toString(i)));
            }
            return null;
          });
    }

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : executor.invokeAll(writers)) {
        done.get();
      }
    }

    assertThat(trail.verify().valid()).isTrue();
    assertThat(trail.verify().entries()).isEqualTo(120);
  }

  private void fill() {
    for (int i = 1; i <= 10; i++) {
      append(event("ana", "a.b", Integer.toString(i)));
    }
  }

  private static void execute(String sql) {
    DATABASE.run(tx -> Database.handle(tx).execute(sql));
  }
}
