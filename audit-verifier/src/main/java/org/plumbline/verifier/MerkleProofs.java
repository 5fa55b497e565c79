package org.plumbline.verifier;

import java.util.ArrayList;
import java.util.List;

/**
 * Proofs over the tree of {@link MerkleTree}: that an entry is in it, and that a smaller tree is
 * its beginning.
 *
 * <p>Made as RFC 6962 §2.1.1 and §2.1.2, checked as RFC 9162 §2.1.3.2 and §2.1.4.2.
 */
public final class MerkleProofs {
  private MerkleProofs() {}

  /** Where complete subtrees are looked up. */
  @FunctionalInterface
  public interface Subtrees {
    /** The hash of the {@code index}th complete subtree of {@code 2^level} leaves. */
    Digest hash(int level, long index);
  }

  /** The path from leaf {@code index}, counted from 0, to the root of a tree of {@code size}. */
  public static List<Digest> inclusion(long index, long size, Subtrees subtrees) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "Leaf " + index + " is not in a tree of " + size + " leaves");
    }
    var path = new ArrayList<Digest>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        path.add(range(middle, to, subtrees));
        to = middle;
      } else {
        path.add(range(from, middle, subtrees));
        from = middle;
      }
    }
    return path.reversed();
  }

  /** What shows that the tree of {@code size} begins with that of {@code from}. */
  public static List<Digest> consistency(long from, long size, Subtrees subtrees) {
    if (from < 1 || from > size) {
      throw new IllegalArgumentException("A tree of " + size + " leaves holds none of " + from);
    }
    var path = new ArrayList<Digest>();
    long start = 0;
    long end = size;
    boolean whole = true;
    while (from != end) {
      long middle = start + split(end - start);
      if (from <= middle) {
        path.add(range(middle, end, subtrees));
        end = middle;
      } else {
        path.add(range(start, middle, subtrees));
        start = middle;
        whole = false;
      }
    }
    if (!whole) {
      path.add(range(start, end, subtrees));
    }
    return path.reversed();
  }

  /** True when the path leads from the entry's hash to the root. */
  public static boolean includes(
      Digest entryHash, long index, long size, List<Digest> path, Digest root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Digest hash = MerkleTree.leaf(entryHash);
    for (Digest sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = MerkleTree.node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /** True when the path shows that the tree of the second root begins with that of the first. */
  public static boolean extendsTree(
      long from, Digest fromRoot, long size, Digest root, List<Digest> path) {
    if (from < 1 || from > size) {
      return false;
    }
    if (from == size) {
      return path.isEmpty() && fromRoot.equals(root);
    }
    var nodes = new ArrayList<>(path);
    if (Long.bitCount(from) == 1) {
      nodes.addFirst(fromRoot);
    }
    if (nodes.isEmpty()) {
      return false;
    }
    long node = from - 1;
    long last = size - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    Digest first = nodes.getFirst();
    Digest second = nodes.getFirst();
    for (Digest sibling : nodes.subList(1, nodes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = MerkleTree.node(sibling, first);
        second = MerkleTree.node(sibling, second);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        second = MerkleTree.node(second, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && first.equals(fromRoot) && second.equals(root);
  }

  /** The hash of the leaves from one to before another; the left end lies on its own size. */
  private static Digest range(long from, long to, Subtrees subtrees) {
    long size = to - from;
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return subtrees.hash(level, from >>> level);
    }
    long middle = from + split(size);
    return MerkleTree.node(range(from, middle, subtrees), range(middle, to, subtrees));
  }

  /** The largest power of two below {@code size}. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
