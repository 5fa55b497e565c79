package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.plumbline.scoring.Input;

/**
 * The values of one input that can still come to a node.
 *
 * @param low the least number, above {@code high} if there is none; unused for categories
 * @param high the greatest number, included
 * @param slots the categories, each one place higher: place 0 is an unlisted one
 * @param missing whether the value may be missing
 */
record PmmlRegion(double low, double high, BitSet slots, boolean missing) {
  PmmlRegion {
    slots = (BitSet) slots.clone();
  }

  static PmmlRegion all(Input input) {
    var slots = new BitSet();
    if (input.kind() == Input.Kind.CATEGORICAL) {
      slots.set(0, input.categories().size() + 1);
      return new PmmlRegion(1, -1, slots, true);
    }
    return new PmmlRegion(-Double.MAX_VALUE, Double.MAX_VALUE, slots, true);
  }

  boolean hasNumbers() {
    return low <= high;
  }

  /** The parts between the cuts, and each category: within a part every question has one answer. */
  List<PmmlRegion> parts(double[] cuts) {
    var parts = new ArrayList<PmmlRegion>();
    if (hasNumbers()) {
      double from = low;
      for (double cut : cuts) {
        if (cut > from && cut <= high) {
          parts.add(new PmmlRegion(from, Math.nextDown(cut), new BitSet(), false));
          from = cut;
        }
      }
      parts.add(new PmmlRegion(from, high, new BitSet(), false));
    }
    for (int s = slots.nextSetBit(0); s >= 0; s = slots.nextSetBit(s + 1)) {
      var one = new BitSet();
      one.set(s);
      parts.add(new PmmlRegion(1, -1, one, false));
    }
    if (missing) {
      parts.add(new PmmlRegion(1, -1, new BitSet(), true));
    }
    return parts;
  }

  /** A slot of a part. */
  double slot() {
    return hasNumbers() ? low : slots.isEmpty() ? Double.NaN : slots.nextSetBit(0) - 1;
  }

  PmmlRegion with(boolean orMissing) {
    return new PmmlRegion(low, high, slots, orMissing);
  }

  /** Both; of numbers, what lies between them too. */
  PmmlRegion and(PmmlRegion other) {
    var both = (BitSet) slots.clone();
    both.or(other.slots);
    double from = hasNumbers() ? (other.hasNumbers() ? Math.min(low, other.low) : low) : other.low;
    double to =
        hasNumbers() ? (other.hasNumbers() ? Math.max(high, other.high) : high) : other.high;
    return new PmmlRegion(from, to, both, missing || other.missing);
  }
}
