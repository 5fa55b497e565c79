package org.plumbline.store.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.MerkleProofs;
import org.plumbline.verifier.MerkleTree;

/**
 * Subtrees of the Merkle tree, from stored nodes of each eighth level and the entries' hashes.
 *
 * <p>Any complete subtree is made of at most 128 stored hashes, read as one aligned group of 256;
 * the groups read last are kept, as proofs of neighbours share nearly all. For one thread.
 */
final class StoredTree implements MerkleProofs.Subtrees {
  private static final int STORED_LEVELS = 8;
  private static final int GROUP = 1 << STORED_LEVELS;
  private static final int REMEMBERED = 256;

  private final Handle handle;
  private final Map<String, Map<Long, Digest>> groups =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Long, Digest>> eldest) {
          return size() > REMEMBERED;
        }
      };

  StoredTree(Handle handle) {
    this.handle = handle;
  }

  @Override
  public Digest hash(int level, long index) {
    int stored = level / STORED_LEVELS * STORED_LEVELS;
    return hash(stored, level - stored, index << (level - stored));
  }

  /** The subtree {@code above} levels over a stored one, from the first of its parts on. */
  private Digest hash(int stored, int above, long first) {
    if (above == 0) {
      return node(stored, first);
    }
    long half = 1L << (above - 1);
    return MerkleTree.node(hash(stored, above - 1, first), hash(stored, above - 1, first + half));
  }

  private Digest node(int level, long index) {
    long group = index / GROUP;
    Map<Long, Digest> found =
        groups.computeIfAbsent(
            level + "/" + group, key -> SqlCheckpoints.nodes(handle, level, group * GROUP, GROUP));
    Digest hash = found.get(index);
    if (hash == null) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED,
          "The tree of the audit trail lacks the node %d of level %d: run 'audit verify'"
              .formatted(index, level));
    }
    return level == 0 ? MerkleTree.leaf(hash) : hash;
  }
}
