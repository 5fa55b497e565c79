package org.plumbline.verifier;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree over the hashes of all entries, grown leaf by leaf in logarithmic memory. For one
 * thread.
 *
 * <p>As RFC 6962 §2.1: a leaf is SHA-256(0x00 ‖ entry hash), a node SHA-256(0x01 ‖ left ‖ right), a
 * tree of n leaves splits at the largest power of two below n. The hash of no leaf is SHA-256 of
 * nothing.
 */
public final class MerkleTree {
  /** Hears of each subtree as it becomes complete. */
  @FunctionalInterface
  public interface Listener {
    /** The subtree of {@code 2^level} leaves that is the {@code index}th of its size. */
    void complete(int level, long index, Digest hash);
  }

  private final Listener listener;
  private final MessageDigest sha256 = Sha256.start();
  // One complete subtree per bit of the size, largest first.
  private final List<Digest> frontier = new ArrayList<>();
  private long size;

  public MerkleTree() {
    this((level, index, hash) -> {});
  }

  public MerkleTree(Listener listener) {
    this.listener = listener;
  }

  /** The tree that had this frontier at this size, to grow on. */
  public MerkleTree(long size, List<Digest> frontier, Listener listener) {
    this(listener);
    if (Long.bitCount(size) != frontier.size()) {
      throw new IllegalArgumentException(
          "A tree of " + size + " leaves has not " + frontier.size() + " complete subtrees");
    }
    this.size = size;
    this.frontier.addAll(frontier);
  }

  /** Adds the next entry's hash. */
  public void add(Digest entryHash) {
    Digest hash = leaf(sha256, entryHash);
    int level = 0;
    long index = size;
    listener.complete(level, index, hash);
    for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
      hash = node(sha256, frontier.removeLast(), hash);
      level++;
      index >>>= 1;
      listener.complete(level, index, hash);
    }
    frontier.add(hash);
    size++;
  }

  public long size() {
    return size;
  }

  /** The complete subtrees, largest first. */
  public List<Digest> frontier() {
    return List.copyOf(frontier);
  }

  public Digest root() {
    if (frontier.isEmpty()) {
      return Sha256.of(new byte[0]);
    }
    Digest root = frontier.getLast();
    for (int i = frontier.size() - 2; i >= 0; i--) {
      root = node(sha256, frontier.get(i), root);
    }
    return root;
  }

  /** The hash of a leaf. */
  public static Digest leaf(Digest entryHash) {
    return leaf(Sha256.start(), entryHash);
  }

  /** The hash of a node. */
  public static Digest node(Digest left, Digest right) {
    return node(Sha256.start(), left, right);
  }

  private static Digest leaf(MessageDigest sha256, Digest entryHash) {
    sha256.update((byte) 0);
    entryHash.feed(sha256);
    return Digest.finish(sha256);
  }

  private static Digest node(MessageDigest sha256, Digest left, Digest right) {
    sha256.update((byte) 1);
    left.feed(sha256);
    right.feed(sha256);
    return Digest.finish(sha256);
  }
}
