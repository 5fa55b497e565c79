package org.plumbline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.AuditTrailContract;
import org.plumbline.kernel.Transactions;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class SqlAuditTrailTest extends AuditTrailContract {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();

  private final AuditTrail trail = new SqlAuditTrail(DATABASE, () -> NOON);

  @BeforeEach
  void empty() {
    execute("truncate audit_entry");
    execute("update audit_head set sequence = 0, hash = decode(repeat('00', 32), 'hex')");
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
