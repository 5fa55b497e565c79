package org.plumbline.scoring.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Whether vectors are to be used: where the module {@code jdk.incubator.vector} is in the boot
 * layer and the machine has vectors of 512 bits. The answers are the same bits either way.
 */
final class Lanes {
  static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && WideVectors.exist();

  private Lanes() {}

  static BlockLanes block() {
    return VECTORS ? new VectorBlockLanes() : BlockLanes.PLAIN;
  }

  static RowShapLanes row() {
    return VECTORS ? new VectorRowShapLanes() : RowShapLanes.PLAIN;
  }

  /** Absent where many rows are explained one by one. */
  static @Nullable BatchShap batch() {
    return VECTORS ? new VectorBatchShap() : null;
  }
}
