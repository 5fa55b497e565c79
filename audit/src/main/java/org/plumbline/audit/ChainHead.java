package org.plumbline.audit;

/** Where the chain ends: its last sequence (0 when empty) and hash. */
public record ChainHead(long sequence, ChainHash hash) {
  public static final ChainHead EMPTY = new ChainHead(0, ChainHash.ZERO);
}
