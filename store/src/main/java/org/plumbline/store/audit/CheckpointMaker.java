package org.plumbline.store.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Database;
import org.plumbline.verifier.ChainCheck;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Fault;
import org.plumbline.verifier.Keyring;
import org.plumbline.verifier.MerkleTree;
import org.plumbline.verifier.Micros;

/**
 * Signs the chain as it grows. Safe to share, also among processes: one at a time holds an advisory
 * lock, and the others leave the work to it.
 *
 * <p>Before it signs it verifies what came since the last checkpoint, so that a change made in
 * between is found and not signed.
 */
final class CheckpointMaker {
  /** A checkpoint is due after so many entries … */
  static final int EVERY_ENTRIES = 1_000;

  /** … or so long after the last, when there is any new entry. */
  static final Duration EVERY = Duration.ofMinutes(1);

  private static final long LOCK = 0x706c_756d_6c69_6e65L;
  private static final int MOST_AT_ONCE = 200_000;
  private static final int FETCH = 2_000;
  private static final int STORED_LEVELS = 8;

  private final Database database;
  private final InstantSource clock;
  private final CheckpointKey key;
  private final Supplier<Keyring> trusted;

  CheckpointMaker(
      Database database, InstantSource clock, CheckpointKey key, Supplier<Keyring> trusted) {
    this.database = database;
    this.clock = clock;
    this.key = key;
    this.trusted = trusted;
  }

  /** Makes a checkpoint if one is due; says whether it made one. */
  boolean makeIfDue() {
    return make(false);
  }

  /** Signs all that is there, due or not. */
  void makeNow() {
    while (make(true)) {
      // A long tail is signed in parts.
    }
  }

  private boolean make(boolean now) {
    return database.in(
        tx -> {
          Handle handle = Database.handle(tx);
          boolean free =
              handle
                  .createQuery("select pg_try_advisory_xact_lock(:lock)")
                  .bind("lock", LOCK)
                  .mapTo(Boolean.class)
                  .one();
          if (!free) {
            return false;
          }
          Optional<SqlCheckpoints.Last> last = SqlCheckpoints.last(handle);
          long size = last.map(it -> it.checkpoint().size()).orElse(0L);
          long unsigned = head(handle) - size;
          if (unsigned <= 0 || !(now || isDue(last, unsigned))) {
            return false;
          }
          sign(handle, last);
          return true;
        });
  }

  private boolean isDue(Optional<SqlCheckpoints.Last> last, long unsigned) {
    long due =
        last.map(it -> it.checkpoint().micros() + EVERY.toMillis() * 1_000).orElse(Long.MIN_VALUE);
    return unsigned >= EVERY_ENTRIES || Micros.of(clock.instant()) >= due;
  }

  private static long head(Handle handle) {
    return handle.createQuery("select sequence from audit_head").mapTo(Long.class).one();
  }

  private void sign(Handle handle, Optional<SqlCheckpoints.Last> last) {
    long size = last.map(it -> it.checkpoint().size()).orElse(0L);
    List<Digest> frontier = last.map(SqlCheckpoints.Last::frontier).orElse(List.of());
    var nodes = new ArrayList<SqlCheckpoints.Node>();
    var tree =
        new MerkleTree(
            size,
            frontier,
            (level, index, hash) -> {
              if (level > 0 && level % STORED_LEVELS == 0) {
                nodes.add(new SqlCheckpoints.Node(level, index, hash));
              }
            });
    last.ifPresent(it -> demandUntouched(it.checkpoint(), tree));
    var check = new ChainCheck(Keyring.of(List.of()), size + 1);
    ChainEntry[] ends = new ChainEntry[1];
    try (Stream<ChainEntry> entries =
        handle
            .createQuery(
                "select "
                    + AuditRows.COLUMNS
                    + " from audit_entry where sequence > :size order by sequence limit :limit")
            .bind("size", size)
            .bind("limit", MOST_AT_ONCE)
            .setFetchSize(FETCH)
            .map((ResultSet row, org.jdbi.v3.core.statement.StatementContext context) -> read(row))
            .stream()) {
      entries.forEach(
          entry -> {
            if (ends[0] == null) {
              demandLink(last, entry);
            }
            if (check.accept(entry) && check.next() == entry.sequence() + 1) {
              tree.add(entry.hash());
            }
            ends[0] = entry;
          });
    }
    check.report().fault().ifPresent(CheckpointMaker::refuse);
    SqlCheckpoints.add(handle, nodes);
    SqlCheckpoints.add(
        handle, key.sign(checkpoint(last, tree, check.report().head())), tree.frontier());
  }

  private static ChainEntry read(ResultSet row) throws SQLException {
    return AuditRows.entry(row);
  }

  private Checkpoint checkpoint(Optional<SqlCheckpoints.Last> last, MerkleTree tree, Digest head) {
    return new Checkpoint(
        last.map(it -> it.checkpoint().number()).orElse(0L) + 1,
        tree.size(),
        tree.root(),
        head,
        Micros.of(clock.instant()),
        last.map(it -> it.checkpoint().digest()).orElse(Digest.ZERO),
        key.id(),
        new byte[0]);
  }

  private void demandUntouched(Checkpoint last, MerkleTree tree) {
    if (!trusted.get().trusts(last)) {
      throw tampered("Checkpoint " + last.number() + " is not signed by a trusted key");
    }
    if (!tree.root().equals(last.root())) {
      throw tampered("The tree does not have the root that checkpoint " + last.number() + " signs");
    }
  }

  private static void demandLink(Optional<SqlCheckpoints.Last> last, ChainEntry first) {
    Digest head = last.map(it -> it.checkpoint().head()).orElse(Digest.ZERO);
    if (!first.previous().equals(head)) {
      throw tampered("Entry " + first.sequence() + " does not follow what was signed");
    }
  }

  private static void refuse(Fault fault) {
    throw tampered(fault.detail());
  }

  private static PlumblineException tampered(String what) {
    return PlumblineException.of(
        ErrorCode.TAMPERED,
        what + ": nothing more is signed until 'audit verify' holds; see docs/audit.md");
  }
}
