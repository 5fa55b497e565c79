package org.plumbline.scoring.exchange;

import java.util.BitSet;
import java.util.List;
import org.plumbline.scoring.Encoding;

/**
 * What the nodes of foreign trees know as one feature: an input, read in their way.
 *
 * @param input the input it comes from
 * @param missing what a missing number is read as; NaN leaves it missing
 * @param zeroIsMissing whether LightGBM's zero counts as missing
 * @param codes the number the nodes know each category by; empty for numbers
 */
record DraftColumn(int input, double missing, boolean zeroIsMissing, List<Integer> codes) {
  DraftColumn {
    codes = List.copyOf(codes);
  }

  /** A number as it is. */
  static DraftColumn number(int input) {
    return new DraftColumn(input, Double.NaN, false, List.of());
  }

  static DraftColumn categories(int input, List<Integer> codes) {
    return new DraftColumn(input, Double.NaN, false, codes);
  }

  boolean isCategorical() {
    return !codes.isEmpty();
  }

  /** How many of the cuts the number reaches. */
  Encoding.Feature feature(double[] cuts) {
    float reached = Float.NaN;
    if (!Double.isNaN(missing)) {
      reached = new Encoding.Cuts(input, cuts).of(missing);
    }
    return new Encoding.Cuts(input, cuts, reached, zeroIsMissing);
  }

  /** Below one half where the category is in the set. */
  Encoding.Feature feature(BitSet set) {
    var slots = new BitSet();
    for (int slot = 0; slot < codes.size(); slot++) {
      slots.set(slot, set.get(codes.get(slot)));
    }
    return new Encoding.Among(input, slots);
  }
}
