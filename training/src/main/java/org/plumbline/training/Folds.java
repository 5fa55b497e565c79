package org.plumbline.training;

import java.util.Arrays;
import java.util.List;

/** What a list of folds covers. */
final class Folds {
  private Folds() {}

  /** All rows that are in the test part of some fold, ascending. */
  static int[] tested(List<Fold> folds) {
    return folds.stream().flatMapToInt(fold -> Arrays.stream(fold.test())).sorted().toArray();
  }
}
