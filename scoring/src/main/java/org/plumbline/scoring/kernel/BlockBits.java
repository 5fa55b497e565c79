package org.plumbline.scoring.kernel;

/** Working memory of batch scoring: what {@link Conditions} says of a block of rows. */
final class BlockBits {
  /** Per condition: the rows that go right. */
  long[] right = new long[0];

  /** Per feature with tests: the rows that miss it. */
  long[] missing = new long[0];

  /** Per level: the rows that turn right there. */
  final long[] path = new long[BatchForest.MAX_DEPTH * 8];

  /** The turns of each row, a byte each: of every eighth of 64 rows, the first at {@link #row}. */
  final long[] turns = new long[64];

  final long[] nodes = new long[(1 << (BatchForest.MAX_DEPTH - 2)) * 8];

  /** Per margin and row: the sum so far. */
  float[] sums = new float[0];

  /** The first row of which {@code turns[i]} tells. */
  static int row(int i) {
    return 64 * (i / 8) + i % 8;
  }

  void require(Conditions conditions, int words, int margins) {
    if (right.length < conditions.count() * words) {
      right = new long[conditions.count() * words];
    }
    if (missing.length < conditions.features.length * words) {
      missing = new long[conditions.features.length * words];
    }
    if (sums.length < margins * words * 64) {
      sums = new float[margins * words * 64];
    }
  }
}
