package org.plumbline.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies an export from its lines alone, in constant memory. */
public final class ExportCheck {
  private final List<PublicKey> trusted;
  private final Optional<Checkpoint> kept;
  private long line = 1;
  private ExportLines.Extent extent = ExportLines.Extent.CHAIN;
  private Keyring keys = Keyring.of(List.of());
  private ChainCheck chain = new ChainCheck(keys);
  private @Nullable Checkpoint proven;
  private long alone;
  private long latest = Long.MAX_VALUE;
  private boolean ended;
  private boolean met;
  private @Nullable Fault fault;

  /**
   * @param trusted keys that the auditor has from elsewhere; when empty those of the export count
   * @param kept a checkpoint that the auditor has from earlier; the chain must still contain it
   */
  public ExportCheck(List<PublicKey> trusted, Optional<Checkpoint> kept) {
    this.trusted = List.copyOf(trusted);
    this.kept = kept;
  }

  /** What an export holds and whether it holds. */
  public record Outcome(ExportLines.Extent extent, Report report, List<String> notes) {
    public Outcome {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads the export to its end.
   *
   * @throws IOException when it cannot be read
   */
  public Outcome verify(InputStream export) throws IOException {
    var lines = new LineReader(export);
    byte[] first = lines.next();
    if (first == null
        || !(ParsedLine.of(1, new String(first, StandardCharsets.UTF_8))
            instanceof ParsedLine.Header header)) {
      throw new IOException("This is no export of the audit chain: its first line is no header");
    }
    begin(header);
    record Numbered(long number, byte[] line) {}
    ThreadLocal<PlainLine> plain = ThreadLocal.withInitial(PlainLine::new);
    try (var pipeline =
        new InOrder<Numbered, ParsedLine>(
            it -> ParsedLine.of(it.number(), it.line(), plain.get()), this::take)) {
      long number = 1;
      for (byte[] read = lines.next(); read != null; read = lines.next()) {
        number++;
        if (!pipeline.add(new Numbered(number, read))) {
          break;
        }
      }
      pipeline.finish();
    }
    return outcome();
  }

  private void begin(ParsedLine.Header header) {
    extent = header.extent();
    keys =
        trusted.isEmpty()
            ? Keyring.of(header.keys().stream().map(TrustedKey::key).toList())
            : Keyring.of(trusted).with(header.keys());
    chain = new ChainCheck(keys, header.first());
    Checkpoint checkpoint = header.checkpoint();
    proven = checkpoint;
    if (extent == ExportLines.Extent.PROOF && (checkpoint == null || !keys.trusts(checkpoint))) {
      fault =
          new Fault(
              Fault.Kind.SIGNATURE,
              checkpoint == null ? 0 : checkpoint.size(),
              "The checkpoint of the proofs is not signed by a trusted key");
    }
  }

  private boolean take(ParsedLine parsed) {
    line++;
    if (fault != null) {
      return false;
    }
    if (ended) {
      return wrong(
          Fault.Kind.INSERTED, chain.next(), "Line %d stands behind the end".formatted(line));
    }
    return switch (parsed) {
      case ParsedLine.Entry entry -> take(entry);
      case ParsedLine.Plain plain -> take(plain);
      case ParsedLine.Signed signed -> take(signed.checkpoint());
      case ParsedLine.End end -> take(end);
      case ParsedLine.Header _ ->
          wrong(Fault.Kind.UNREADABLE, chain.next(), "Line %d is a second header".formatted(line));
      case ParsedLine.Unreadable unreadable ->
          wrong(
              Fault.Kind.UNREADABLE,
              chain.next(),
              "Line %d cannot be read: %s".formatted(unreadable.line(), unreadable.why()));
    };
  }

  private boolean take(ParsedLine.Plain plain) {
    return extent == ExportLines.Extent.CHAIN
        ? chain.accept(plain.link(), plain.computed(), plain::entry)
        : take(new ParsedLine.Entry(plain.entry(), plain.computed(), List.of(), ""));
  }

  private boolean take(ParsedLine.Entry entry) {
    long sequence = entry.entry().sequence();
    if (!entry.wrong().isEmpty()) {
      return wrong(Fault.Kind.CHANGED, sequence, "Entry %d: %s".formatted(sequence, entry.wrong()));
    }
    if (extent == ExportLines.Extent.CHAIN) {
      return chain.accept(entry.entry(), entry.computed());
    }
    if (!entry.computed().equals(entry.entry().hash())) {
      return wrong(
          Fault.Kind.CHANGED,
          sequence,
          "The content of entry %d does not match its hash".formatted(sequence));
    }
    if (sequence >= latest) {
      return wrong(
          Fault.Kind.REORDERED,
          sequence,
          "Entry %d stands behind entry %d: exports go from newest to oldest"
              .formatted(sequence, latest));
    }
    Checkpoint checkpoint = proven;
    if (extent == ExportLines.Extent.PROOF
        && checkpoint != null
        && !MerkleProofs.includes(
            entry.entry().hash(),
            sequence - 1,
            checkpoint.size(),
            entry.proof(),
            checkpoint.root())) {
      return wrong(
          Fault.Kind.INSERTED,
          sequence,
          "Entry %d is not in the chain that checkpoint %d signs"
              .formatted(sequence, checkpoint.number()));
    }
    latest = sequence;
    alone++;
    return true;
  }

  private boolean take(Checkpoint checkpoint) {
    if (extent != ExportLines.Extent.CHAIN) {
      return wrong(Fault.Kind.UNREADABLE, 0, "Line %d does not belong here".formatted(line));
    }
    boolean wanted = chain.accept(checkpoint);
    if (kept.isPresent() && kept.get().number() == checkpoint.number()) {
      met = true;
      if (wanted && !kept.get().text().equals(checkpoint.text())) {
        return wrong(
            Fault.Kind.CHECKPOINT,
            kept.get().size(),
            "Checkpoint %d is not the one that you kept: the chain was rewritten"
                .formatted(checkpoint.number()));
      }
    }
    return wanted;
  }

  private boolean take(ParsedLine.End end) {
    ended = true;
    if (extent == ExportLines.Extent.CHAIN) {
      chain.end(end.last(), end.head());
      Report report = chain.report();
      if (report.holds() && end.entries() != report.entries()) {
        return wrong(
            Fault.Kind.REMOVED,
            end.last(),
            "The export says %d entries and holds %d".formatted(end.entries(), report.entries()));
      }
      long found = report.checkpoints();
      if (end.checkpoints() != found) {
        return wrong(
            Fault.Kind.CHECKPOINT,
            end.last(),
            "The export says %d checkpoints and holds %d".formatted(end.checkpoints(), found));
      }
    } else if (end.entries() != alone) {
      return wrong(
          Fault.Kind.REMOVED,
          0,
          "The export says %d entries and holds %d".formatted(end.entries(), alone));
    }
    return true;
  }

  private boolean wrong(Fault.Kind kind, long sequence, String detail) {
    fault = new Fault(kind, sequence, detail);
    return false;
  }

  private Outcome outcome() {
    Report report = chain.report();
    if (report.holds() && fault == null && !ended) {
      wrong(
          Fault.Kind.TRUNCATED,
          chain.next(),
          "The export ends without its last line: what followed entry %d is missing"
              .formatted(chain.next() - 1));
    }
    if (report.holds() && fault == null && kept.isPresent() && !met) {
      wrong(
          Fault.Kind.TRUNCATED,
          report.sealedTo() + 1,
          "Checkpoint %d that you kept covers %d entries and is not in the export"
              .formatted(kept.get().number(), kept.get().size()));
    }
    if (fault != null && report.holds()) {
      report =
          new Report(
              report.entries() + alone,
              report.checkpoints(),
              report.sealedTo(),
              report.head(),
              Optional.of(fault));
    } else if (extent != ExportLines.Extent.CHAIN) {
      report = new Report(alone, 0, 0, Digest.ZERO, report.fault());
    }
    return new Outcome(extent, report, notes(report));
  }

  private List<String> notes(Report report) {
    var notes = new ArrayList<String>();
    if (trusted.isEmpty()) {
      notes.add(
          "The keys are those of the export itself: compare their ids, or give one with --key.");
    }
    if (extent == ExportLines.Extent.SELECTION) {
      notes.add("This is a selection: each entry was checked by itself, not what is missing.");
    }
    long open = chain.next() - 1 - report.sealedTo();
    if (extent == ExportLines.Extent.CHAIN && report.holds() && open > 0) {
      notes.add("The last %d entries are not under a signed checkpoint yet.".formatted(open));
    }
    return notes;
  }
}
