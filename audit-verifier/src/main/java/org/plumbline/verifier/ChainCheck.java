package org.plumbline.verifier;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain entry by entry and names the first thing that does not hold. For one thread;
 * memory is logarithmic in the number of entries.
 *
 * <p>It cannot find a chain rewritten as a whole with all its checkpoints by who holds the signing
 * key: compare with a checkpoint kept elsewhere for that.
 */
public final class ChainCheck {
  private static final int FARTHEST_MOVE = 64;

  private final Keyring keys;
  private final long first;
  private final @Nullable MerkleTree tree;
  private long entries;
  private Digest head = Digest.ZERO;
  private long checkpoints;
  private @Nullable Checkpoint last;
  private @Nullable Suspect suspect;
  private @Nullable Fault fault;

  /** A chain from its first entry on. */
  public ChainCheck(Keyring keys) {
    this(keys, 1);
  }

  /** A part of a chain; without its beginning only links and signatures are checked. */
  public ChainCheck(Keyring keys, long first) {
    this.keys = keys;
    this.first = first;
    this.tree = first == 1 ? new MerkleTree() : null;
  }

  /**
   * An entry that does not hold, while what follows may tell why.
   *
   * @param moved how many places later it was appended; 0 when it was not found elsewhere
   */
  private record Suspect(Fault fault, long expected, int moved) {}

  /** Takes the entry that stands next; false once nothing more can be learnt. */
  public boolean accept(ChainEntry entry) {
    return accept(entry, entry.computedHash());
  }

  /** As {@link #accept(ChainEntry)}, for a hash that was computed elsewhere, as in parallel. */
  public boolean accept(ChainEntry entry, Digest computed) {
    return accept(
        new Link(entry.sequence(), entry.previous(), entry.hash()), computed, () -> entry);
  }

  /** What of an entry is looked at as long as all holds. */
  public record Link(long sequence, Digest previous, Digest hash) {}

  /**
   * As {@link #accept(ChainEntry, Digest)}.
   *
   * @param whole the entry, asked for only when something does not hold
   */
  public boolean accept(Link entry, Digest computed, Supplier<ChainEntry> whole) {
    if (fault != null) {
      return false;
    }
    Suspect doubtful = suspect;
    if (doubtful != null) {
      return judge(doubtful, whole.get());
    }
    long expected = first + entries;
    if (entry.sequence() > expected) {
      return suspect(
          Fault.Kind.REMOVED,
          expected,
          entry.sequence() == expected + 1
              ? "Entry %d is missing; entry %d follows".formatted(expected, entry.sequence())
              : "Entries %d to %d are missing".formatted(expected, entry.sequence() - 1));
    }
    if (entry.sequence() < expected) {
      return found(
          Fault.Kind.INSERTED,
          entry.sequence(),
          "The number %d stands twice: an entry was inserted".formatted(entry.sequence()));
    }
    if (!computed.equals(entry.hash())) {
      return changed(whole.get(), expected);
    }
    if (entries == 0 && first > 1) {
      head = entry.previous();
    }
    if (!entry.previous().equals(head)) {
      return found(
          Fault.Kind.CHANGED,
          Math.max(first, expected - 1),
          "Entry %d does not follow entry %d: one of them was replaced by another with a hash of its own"
              .formatted(expected, expected - 1));
    }
    entries++;
    head = entry.hash();
    if (tree != null) {
      tree.add(head);
    }
    return true;
  }

  private boolean changed(ChainEntry entry, long expected) {
    int moved = movedBy(entry);
    if (moved < 0) {
      return found(
          Fault.Kind.INSERTED,
          expected + moved,
          "What stands as entry %d was appended as entry %d: %s inserted before it"
              .formatted(expected, expected + moved, moved == -1 ? "one was" : -moved + " were"));
    }
    if (moved > 0) {
      return suspect(
          new Suspect(
              new Fault(
                  Fault.Kind.REMOVED,
                  expected,
                  "What stands as entry %d was appended as entry %d: %s removed before it"
                      .formatted(
                          expected, expected + moved, moved == 1 ? "one was" : moved + " were")),
              expected,
              moved));
    }
    return suspect(
        Fault.Kind.CHANGED,
        expected,
        "The content of entry %d does not match its hash".formatted(expected));
  }

  /** By how many places an entry stands too early (positive) or too late; 0 when not told. */
  private static int movedBy(ChainEntry entry) {
    for (int by = 1; by <= FARTHEST_MOVE; by++) {
      if (holdsAt(entry, entry.sequence() + by)) {
        return by;
      }
      if (entry.sequence() > by && holdsAt(entry, entry.sequence() - by)) {
        return -by;
      }
    }
    return 0;
  }

  private static boolean holdsAt(ChainEntry entry, long sequence) {
    return CanonicalForm.hash(
            entry.form(), sequence, entry.micros(), entry.content(), entry.previous())
        .equals(entry.hash());
  }

  /** Looks at what comes after a doubtful entry, which may tell a move from a loss. */
  private boolean judge(Suspect doubtful, ChainEntry next) {
    Fault.Kind kind = doubtful.fault().kind();
    if (kind == Fault.Kind.REMOVED && doubtful.moved() == 0) {
      if (next.sequence() == doubtful.expected()) {
        return found(
            Fault.Kind.REORDERED,
            doubtful.expected(),
            "Entry %d stands behind later ones".formatted(doubtful.expected()));
      }
      return true; // It may still come.
    }
    if (kind == Fault.Kind.REMOVED && movedBy(next) != doubtful.moved()) {
      return found(
          Fault.Kind.REORDERED,
          doubtful.expected(),
          "What stands as entry %d was appended as entry %d: entries changed places"
              .formatted(doubtful.expected(), doubtful.expected() + doubtful.moved()));
    }
    if (kind == Fault.Kind.CHANGED && next.previous().equals(head) && movedBy(next) == -1) {
      return found(
          Fault.Kind.INSERTED,
          doubtful.expected(),
          "Entry %d was inserted: what follows it was appended in its place"
              .formatted(doubtful.expected()));
    }
    fault = doubtful.fault();
    return false;
  }

  /** Takes the checkpoint that stands next; false once nothing more can be learnt. */
  public boolean accept(Checkpoint checkpoint) {
    if (fault != null) {
      return false;
    }
    if (suspect != null) {
      return true;
    }
    Optional<Fault> wrong = fault(checkpoint);
    if (wrong.isPresent()) {
      fault = wrong.get();
      return false;
    }
    checkpoints++;
    last = checkpoint;
    return true;
  }

  private Optional<Fault> fault(Checkpoint checkpoint) {
    long size = checkpoint.size();
    Checkpoint before = last;
    String name = "Checkpoint " + checkpoint.number();
    if (!keys.trusts(checkpoint)) {
      return wrong(
          Fault.Kind.SIGNATURE,
          size,
          keys.holds(checkpoint.key())
              ? name + " is not signed by the key " + checkpoint.key() + " that it names"
              : name + " is signed by the key " + checkpoint.key() + ", which is not trusted");
    }
    boolean linked =
        before == null
            ? first > 1 || (checkpoint.number() == 1 && checkpoint.previous().equals(Digest.ZERO))
            : checkpoint.number() == before.number() + 1
                && checkpoint.previous().equals(before.digest())
                && size > before.size();
    if (!linked) {
      return wrong(
          Fault.Kind.CHECKPOINT,
          size,
          name
              + (before == null
                  ? " is not the first: those before it are missing"
                  : " does not follow checkpoint " + before.number()));
    }
    long end = first + entries - 1;
    if (size > end) {
      return wrong(
          Fault.Kind.TRUNCATED,
          end + 1,
          name + " covers " + size + " entries, but the chain ends at " + end);
    }
    if (size < end) {
      return wrong(Fault.Kind.CHECKPOINT, size, name + " stands behind entry " + end);
    }
    if (!checkpoint.head().equals(head)
        || (tree != null && !checkpoint.root().equals(tree.root()))) {
      long from = before == null ? first : before.size() + 1;
      return wrong(
          Fault.Kind.CHECKPOINT,
          from,
          "%s does not match its entries: %d to %d are not those that were signed"
              .formatted(name, from, size));
    }
    return Optional.empty();
  }

  /** Takes an entry that cannot even be read. */
  public void unreadable(long sequence, String why) {
    if (fault == null && suspect == null) {
      found(
          Fault.Kind.UNREADABLE, sequence, "Entry %d cannot be read: %s".formatted(sequence, why));
    }
  }

  /** Ends the chain: it must end with this entry. */
  public void end(long sequence, Digest hash) {
    settle();
    long end = first + entries - 1;
    if (fault != null) {
      return;
    }
    if (sequence > end) {
      found(
          Fault.Kind.TRUNCATED,
          end + 1,
          "The chain ends at %d, but its head says %d".formatted(end, sequence));
    } else if (sequence < end) {
      found(
          Fault.Kind.INSERTED,
          sequence + 1,
          "The chain goes on to %d, but its head says %d".formatted(end, sequence));
    } else if (!hash.equals(head)) {
      found(
          Fault.Kind.CHANGED,
          Math.max(first, end),
          "The stored head does not match the last entry " + end);
    }
  }

  /** What was found, once everything has been taken. */
  public Report report() {
    settle();
    return new Report(
        entries, checkpoints, last == null ? 0 : last.size(), head, Optional.ofNullable(fault));
  }

  /** The number that the next entry must have. */
  public long next() {
    return first + entries;
  }

  /** How many entries hold so far. */
  public long entries() {
    return entries;
  }

  private void settle() {
    Suspect doubtful = suspect;
    if (fault == null && doubtful != null) {
      fault = doubtful.fault();
    }
  }

  private static Optional<Fault> wrong(Fault.Kind kind, long sequence, String detail) {
    return Optional.of(new Fault(kind, sequence, detail));
  }

  private boolean found(Fault.Kind kind, long sequence, String detail) {
    fault = new Fault(kind, sequence, detail);
    return false;
  }

  private boolean suspect(Fault.Kind kind, long sequence, String detail) {
    return suspect(new Suspect(new Fault(kind, sequence, detail), sequence, 0));
  }

  private boolean suspect(Suspect doubtful) {
    suspect = doubtful;
    return true;
  }
}
