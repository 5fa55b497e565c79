package org.plumbline.scoring.kernel;

import jdk.incubator.vector.FloatVector;

/** Asks the Vector API, in a class of its own so that it is loaded only where that exists. */
final class WideVectors {
  private WideVectors() {}

  static boolean exist() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512;
  }
}
