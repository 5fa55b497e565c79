package org.plumbline.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.TrustedKey;

/** What convinces somebody who does not trust this server. Safe to share. */
public interface AuditEvidence {
  /** Signed checkpoints, newest first, those before a number when one is given. */
  List<Checkpoint> checkpoints(int limit, @Nullable Long before);

  /** The newest checkpoint. */
  default Optional<Checkpoint> latest() {
    return checkpoints(1, null).stream().findFirst();
  }

  /** The public keys that checkpoints are signed with, oldest first. */
  List<TrustedKey> keys();

  /**
   * That an entry is in the chain of the newest checkpoint.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such an entry, CONFLICT when
   *     no checkpoint covers it yet
   */
  Inclusion inclusion(long sequence);

  /**
   * That the chain of one checkpoint begins with that of another; by their sizes.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND unless both are checkpoints
   */
  Consistency consistency(long from, long to);

  /** Writes entries for others to read, oldest first for a chain, else newest first. */
  void export(AuditExport wanted, OutputStream out) throws IOException;

  /** An entry's path to the root of a checkpoint. */
  record Inclusion(AuditEntry entry, Checkpoint checkpoint, List<Digest> path) {
    public Inclusion {
      path = List.copyOf(path);
    }
  }

  /** A path from a smaller tree to a larger. */
  record Consistency(Checkpoint from, Checkpoint to, List<Digest> path) {
    public Consistency {
      path = List.copyOf(path);
    }
  }
}
