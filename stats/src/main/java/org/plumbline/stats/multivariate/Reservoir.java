package org.plumbline.stats.multivariate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.stats.math.Rules;

/**
 * So many at most of what is offered, each with the same chance [Vitter 1985, algorithm R]; what is
 * offered in the same order gives the same choice. For one thread.
 */
public final class Reservoir<T> {
  private static final long SEED = 1;

  private final int size;
  private final SplittableRandom random;
  private final List<T> kept = new ArrayList<>();
  private long offered;

  public Reservoir(int size) {
    this(size, SEED);
  }

  /** A choice of another seed. */
  public Reservoir(int size, long seed) {
    Rules.require(size >= 1, "size %d must be at least 1", size);
    this.size = size;
    this.random = new SplittableRandom(seed);
  }

  public void offer(T one) {
    offered++;
    if (kept.size() < size) {
      kept.add(one);
      return;
    }
    long place = random.nextLong(offered);
    if (place < size) {
      kept.set((int) place, one);
    }
  }

  public long offered() {
    return offered;
  }

  /** What is kept, in no order. */
  public List<T> kept() {
    return kept;
  }
}
