package org.plumbline.store.audit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.plumbline.store.Database;

/**
 * Entries that were just appended. They stand in a part of the table without the lists' indexes, so
 * that nobody who changes something waits for those; every list looks through them one by one. Safe
 * to share, also among processes: one at a time moves them, by an advisory lock.
 */
final class FreshEntries {
  /** A search for words reads this many in some 5 ms. */
  private static final int MANY = 100;

  private static final int AT_ONCE = 5_000;
  private static final long LOCK = 0x706c_756d_6c69_6e66L;

  private static final String MOVE =
      """
      with fresh as (
        delete from audit_fresh
        where sequence < (select min(sequence) from audit_fresh) + :most
        returning %1$s)
      insert into audit_listed (%1$s) select %1$s from fresh order by sequence
      """
          .formatted(AuditRows.COLUMNS);

  private final Database database;
  private final AtomicInteger added = new AtomicInteger();
  private final Semaphore due = new Semaphore(0);

  FreshEntries(Database database) {
    this.database = database;
  }

  /** Counts one more that this process has appended. */
  void added() {
    if (added.incrementAndGet() % MANY == 0) {
      due.release();
    }
  }

  /** Waits until this process has added many, or so long; says whether it has. */
  boolean await(Duration most) throws InterruptedException {
    boolean many = due.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    due.drainPermits();
    return many;
  }

  /** Puts all that are there on the lists, unless another process is doing so. */
  void list() {
    while (move() == AT_ONCE) {
      // Many are moved in parts.
    }
  }

  private int move() {
    return database.in(
        tx -> {
          Handle handle = Database.handle(tx);
          boolean free =
              handle
                  .createQuery("select pg_try_advisory_xact_lock(:lock)")
                  .bind("lock", LOCK)
                  .mapTo(Boolean.class)
                  .one();
          return free ? handle.createUpdate(MOVE).bind("most", AT_ONCE).execute() : 0;
        });
  }
}
