package org.plumbline.deployment.batch;

import org.jspecify.annotations.Nullable;

/**
 * Some rows of the source after the contract was applied.
 *
 * @param read rows of the source that it covers
 * @param lines where the good rows stand in the source
 * @param ids null where a row has none
 * @param rejects what is noted of the others, as lines of text
 */
record Parsed(
    int read, long[] lines, double[][] slots, @Nullable String[] ids, CharSequence rejects) {
  int rejected() {
    return read - lines.length;
  }
}
