package org.plumbline.store.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditExport;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.Sealing;
import org.plumbline.audit.SubjectKey;
import org.plumbline.store.Database;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.ExportLines;
import org.plumbline.verifier.MerkleProofs;
import org.plumbline.verifier.Micros;
import org.plumbline.verifier.SealedBlock;

/**
 * Writes entries for others to read, page by page, so in constant memory and without holding a
 * transaction open for a slow reader.
 *
 * <p>What is appended while it writes is left out: the end is set when it begins.
 */
final class ExportWriter {
  private static final int PAGE = 1_000;

  private final Database database;
  private final SqlAuditTrail trail;
  private final SqlSubjectKeys keys;
  private final SqlCheckpoints checkpoints;
  private final InstantSource clock;

  ExportWriter(Database database, SqlAuditTrail trail, SqlSubjectKeys keys, InstantSource clock) {
    this.database = database;
    this.trail = trail;
    this.keys = keys;
    this.checkpoints = new SqlCheckpoints(database);
    this.clock = clock;
  }

  void write(AuditExport wanted, OutputStream out) throws IOException {
    switch (wanted.format()) {
      case CSV -> csv(wanted.filter(), out);
      case PROOF -> proofs(wanted.filter(), out);
      case JSONL -> {
        if (wanted.filter().equals(AuditFilter.ALL)) {
          chain(out);
        } else {
          selection(wanted.filter(), out);
        }
      }
    }
  }

  private record Head(long sequence, Digest hash, long checkpoints) {}

  private Head head() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select sequence, hash, (select coalesce(max(number), 0) from audit_checkpoint)
                      as checkpoints
                    from audit_head
                    """)
                .map(
                    (row, context) ->
                        new Head(
                            row.getLong("sequence"),
                            Digest.of(row.getBytes("hash")),
                            row.getLong("checkpoints")))
                .one());
  }

  private void chain(OutputStream out) throws IOException {
    Head head = head();
    line(out, header(ExportLines.Extent.CHAIN, null));
    var signed = new CheckpointCursor(checkpoints, head.checkpoints());
    long written = 0;
    long at = 0;
    while (at < head.sequence()) {
      List<Shown> page = oldestFirst(at, head.sequence());
      if (page.isEmpty()) {
        break;
      }
      for (Shown shown : page) {
        line(out, ExportLines.entry(shown.entry(), shown.opened(), null));
        at = shown.entry().sequence();
        while (signed.hasNext() && signed.peek().size() <= at) {
          line(out, ExportLines.line(signed.next()));
          written++;
        }
      }
    }
    line(out, ExportLines.end(head.sequence(), written, head.sequence(), head.hash()));
  }

  private void selection(AuditFilter filter, OutputStream out) throws IOException {
    line(out, header(ExportLines.Extent.SELECTION, null));
    long[] entries = {0};
    pages(
        filter,
        Long.MAX_VALUE,
        (handle, page) -> {
          for (Shown shown : shown(handle, page)) {
            line(out, ExportLines.entry(shown.entry(), shown.opened(), null));
            entries[0]++;
          }
        });
    line(out, ExportLines.end(entries[0], 0, 0, Digest.ZERO));
  }

  /** What no checkpoint covers yet cannot be proved and is left out. */
  private void proofs(AuditFilter filter, OutputStream out) throws IOException {
    Optional<Checkpoint> latest = checkpoints.before(Long.MAX_VALUE, 1).stream().findFirst();
    Checkpoint checkpoint = SqlAuditEvidence.demandCovering(latest, 1);
    line(out, header(ExportLines.Extent.PROOF, checkpoint));
    long[] entries = {0};
    pages(
        filter,
        checkpoint.size() + 1,
        (handle, page) -> {
          var tree = new StoredTree(handle);
          for (Shown shown : shown(handle, page)) {
            List<Digest> path =
                MerkleProofs.inclusion(shown.entry().sequence() - 1, checkpoint.size(), tree);
            line(out, ExportLines.entry(shown.entry(), shown.opened(), path));
            entries[0]++;
          }
        });
    line(out, ExportLines.end(entries[0], 0, 0, Digest.ZERO));
  }

  private void csv(AuditFilter filter, OutputStream out) throws IOException {
    line(out, CsvRow.HEADER);
    pages(
        filter,
        Long.MAX_VALUE,
        (handle, page) -> {
          for (AuditEntry entry : trail.open(handle, page)) {
            line(out, CsvRow.of(entry));
          }
        });
  }

  private interface PageSink {
    void take(Handle handle, List<ChainEntry> page) throws IOException;
  }

  private void pages(AuditFilter filter, long before, PageSink sink) throws IOException {
    long at = before;
    while (true) {
      long start = at;
      // Rendered into memory while the connection is held, written while it is not.
      List<ChainEntry> page =
          database.read(handle -> trail.filter(handle, filter).newestFirst(handle, start, PAGE));
      if (page.isEmpty()) {
        return;
      }
      IOException[] broken = new IOException[1];
      database.read(
          handle -> {
            try {
              sink.take(handle, page);
            } catch (IOException gone) {
              broken[0] = gone;
            }
            return page.size();
          });
      if (broken[0] != null) {
        throw broken[0];
      }
      at = page.getLast().sequence();
      if (page.size() < PAGE) {
        return;
      }
    }
  }

  /** An entry and what its blocks hide, as far as it may still be known. */
  private record Shown(ChainEntry entry, List<SealedBlock.@Nullable Opened> opened) {}

  private List<Shown> oldestFirst(long after, long last) {
    return database.read(
        handle ->
            shown(
                handle,
                handle
                    .createQuery(
                        "select "
                            + AuditRows.COLUMNS
                            + " from audit_entry where sequence > :after and sequence <= :last"
                            + " order by sequence limit :limit")
                    .bind("after", after)
                    .bind("last", last)
                    .bind("limit", PAGE)
                    .map((row, context) -> AuditRows.entry(row))
                    .list()));
  }

  private List<Shown> shown(Handle handle, List<ChainEntry> entries) {
    Map<String, SubjectKey> opening = keys.opening(handle, entries);
    var shown = new ArrayList<Shown>();
    for (ChainEntry entry : entries) {
      List<SealedBlock.@Nullable Opened> opened = new ArrayList<>();
      for (SealedBlock block : entry.content().sealed()) {
        opened.add(
            Sealing.open(block, Optional.ofNullable(opening.get(block.subject()))).orElse(null));
      }
      shown.add(new Shown(entry, opened));
    }
    return shown;
  }

  private String header(ExportLines.Extent extent, @Nullable Checkpoint checkpoint) {
    return ExportLines.header(
        extent, 1, Micros.of(clock.instant()), checkpoints.keys(), checkpoint);
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
