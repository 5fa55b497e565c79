package org.plumbline.stats.survival;

import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/** Groups and strata, numbered from 0. */
final class Groups {
  private Groups() {}

  /** Checks one group for each row, none negative; gives the number of groups. */
  static int count(int[] groups, int rows, String what) {
    Rules.require(
        groups.length == rows,
        "%d %s but %d rows: give one for each row",
        groups.length,
        what,
        rows);
    int highest = -1;
    for (int i = 0; i < rows; i++) {
      Rules.require(
          groups[i] >= 0 && groups[i] < rows,
          "%s[%d] is %d: number them from 0 without gaps",
          what,
          i,
          groups[i]);
      highest = Math.max(highest, groups[i]);
    }
    return highest + 1;
  }

  static int[] rows(int[] groups, int group) {
    return IntStream.range(0, groups.length).filter(i -> groups[i] == group).toArray();
  }
}
