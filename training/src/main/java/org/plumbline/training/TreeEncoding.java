package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Input;

/** How inputs become the features of trees; needs no label, so nothing can leak. */
final class TreeEncoding {
  private static final int MOST_ONE_HOT = 20;

  private TreeEncoding() {}

  /**
   * Numbers as they are; a category of two levels as one 0/1 feature, of a few one-hot; beyond that
   * by its frequency rank among these rows, so that a split parts common from rare levels. An
   * unknown level ranks behind the rarest.
   */
  static Encoding of(Dataset data, int[] rows) {
    var features = new ArrayList<Encoding.Feature>();
    for (int i = 0; i < data.inputs().size(); i++) {
      Input input = data.inputs().get(i);
      int levels = input.categories().size();
      switch (input.kind()) {
        case NUMERIC -> features.add(new Encoding.Numeric(i));
        case CATEGORICAL -> {
          if (levels == 2) {
            features.add(new Encoding.OneHot(i, 1));
          } else if (levels <= MOST_ONE_HOT) {
            for (int level = 0; level < levels; level++) {
              features.add(new Encoding.OneHot(i, level));
            }
          } else {
            features.add(ranks(i, levels, data.columns()[i], rows));
          }
        }
      }
    }
    return new Encoding(List.copyOf(features));
  }

  private static Encoding.Lookup ranks(int input, int levels, double[] column, int[] rows) {
    int[] counts = new int[levels];
    for (int row : rows) {
      if (column[row] >= 0) {
        counts[(int) column[row]]++;
      }
    }
    Integer[] byCount = new Integer[levels];
    Arrays.setAll(byCount, level -> level);
    Arrays.sort(byCount, (left, right) -> Integer.compare(counts[right], counts[left]));
    float[] ranks = new float[levels];
    for (int rank = 0; rank < levels; rank++) {
      ranks[byCount[rank]] = rank;
    }
    return new Encoding.Lookup(input, ranks, levels);
  }
}
