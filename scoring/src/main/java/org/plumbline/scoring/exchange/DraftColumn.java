package org.plumbline.scoring.exchange;

import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
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

  /** One column per feature, read as it is; categorical where a node asks for categories. */
  static List<DraftColumn> of(int features, List<DraftTree> trees) {
    var codes = new TreeMap<Integer, TreeSet<Integer>>();
    for (DraftTree tree : trees) {
      for (DraftNode node : tree.nodes()) {
        if (node instanceof DraftNode.Split split && split.test() instanceof NodeTest.Among among) {
          TreeSet<Integer> known = codes.computeIfAbsent(split.feature(), _ -> new TreeSet<>());
          among.categories().stream().forEach(known::add);
        }
      }
    }
    return IntStream.range(0, features)
        .mapToObj(
            j -> {
              TreeSet<Integer> known = codes.get(j);
              return known == null ? number(j) : categories(j, List.copyOf(known));
            })
        .toList();
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
