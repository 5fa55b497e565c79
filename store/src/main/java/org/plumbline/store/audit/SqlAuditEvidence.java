package org.plumbline.store.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditExport;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Database;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.MerkleProofs;
import org.plumbline.verifier.TrustedKey;

/** Checkpoints, proofs and exports of the chain on PostgreSQL. */
final class SqlAuditEvidence implements AuditEvidence {
  private final Database database;
  private final SqlAuditTrail trail;
  private final SqlCheckpoints checkpoints;
  private final ExportWriter writer;

  SqlAuditEvidence(Database database, SqlAuditTrail trail, ExportWriter writer) {
    this.database = database;
    this.trail = trail;
    this.checkpoints = new SqlCheckpoints(database);
    this.writer = writer;
  }

  @Override
  public List<Checkpoint> checkpoints(int limit, @Nullable Long before) {
    return checkpoints.before(before == null ? Long.MAX_VALUE : before, limit);
  }

  @Override
  public List<TrustedKey> keys() {
    return checkpoints.keys();
  }

  @Override
  public Inclusion inclusion(long sequence) {
    AuditEntry entry =
        trail
            .find(sequence)
            .orElseThrow(
                () ->
                    PlumblineException.of(
                        ErrorCode.NOT_FOUND, "There is no audit entry " + sequence));
    Checkpoint checkpoint = demandCovering(latest(), sequence);
    return new Inclusion(
        entry,
        checkpoint,
        database.read(
            handle ->
                MerkleProofs.inclusion(sequence - 1, checkpoint.size(), new StoredTree(handle))));
  }

  static Checkpoint demandCovering(Optional<Checkpoint> latest, long sequence) {
    return latest
        .filter(checkpoint -> checkpoint.size() >= sequence)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.CONFLICT,
                    "No checkpoint covers entry %d yet: one is signed within a minute"
                        .formatted(sequence)));
  }

  @Override
  public Consistency consistency(long from, long to) {
    Checkpoint first = ofSize(from);
    Checkpoint second = ofSize(to);
    if (from > to) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "From %d must not lie behind to %d: exchange them".formatted(from, to))
          .with("field", "from");
    }
    return new Consistency(
        first,
        second,
        database.read(handle -> MerkleProofs.consistency(from, to, new StoredTree(handle))));
  }

  private Checkpoint ofSize(long size) {
    return checkpoints
        .ofSize(size)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND,
                    "There is no checkpoint of %d entries: take a size from /audit/checkpoints"
                        .formatted(size)));
  }

  @Override
  public void export(AuditExport wanted, OutputStream out) throws IOException {
    var buffered = new BufferedOutputStream(out, 1 << 16);
    writer.write(wanted, buffered);
    buffered.flush();
  }
}
