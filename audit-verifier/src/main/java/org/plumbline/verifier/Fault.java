package org.plumbline.verifier;

/**
 * What is wrong with a chain, at the first place where it is.
 *
 * @param sequence the entry it concerns; for checkpoints the size
 */
public record Fault(Kind kind, long sequence, String detail) {
  /** What somebody did. */
  public enum Kind {
    /** An entry's content, or its hash, is not what was written. */
    CHANGED,
    /** Entries are missing. */
    REMOVED,
    /** There is an entry that was not appended there. */
    INSERTED,
    /** Entries stand in another order than they were appended in. */
    REORDERED,
    /** The end is missing. */
    TRUNCATED,
    /** A checkpoint does not agree with the entries, or with the checkpoint before. */
    CHECKPOINT,
    /** A signature is not that of a trusted key. */
    SIGNATURE,
    /** Something cannot be read at all. */
    UNREADABLE
  }
}
