package org.plumbline.governance;

/** What a policy says about a version; the worst rule that holds decides. */
public enum Verdict {
  /** No rule objects. */
  APPROVED,
  /** Deployable with a written justification and one more approval. */
  AT_RISK,
  /** Facts are missing, so nobody can know; not deployable. */
  UNEVALUATED,
  /** A hard rule objects; not deployable and never overridden. */
  BLOCKED;

  Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
