package org.plumbline.scoring.kernel;

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
}
