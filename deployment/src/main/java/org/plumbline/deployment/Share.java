package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of the entities for whom a challenger answers: the same ones on every instance and after
 * every restart, and as the share grows entities only move from the champion to the challenger.
 *
 * @param percent of the entities, 0 to 100
 * @param salt of the deployment, so that not the same entities try every canary
 */
public record Share(int percent, long salt) {
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;
  private static final long FNV_PRIME = 0x100_0000_01b3L;

  /** Nobody. */
  public static final Share NONE = new Share(0, 0);

  public Share {
    require(percent >= 0 && percent <= 100, "percent %s must lie in [0, 100]", percent);
  }

  /** The share of a deployment that a change request began; its steps keep the salt. */
  public static Share of(int percent, UUID deployment) {
    return new Share(
        percent,
        mix(deployment.getMostSignificantBits() ^ mix(deployment.getLeastSignificantBits())));
  }

  /**
   * Whether the challenger answers.
   *
   * @param entity whom it is about; when the caller did not say, the prediction decides
   */
  public boolean takes(@Nullable String entity, UUID prediction) {
    /* The upper 53 bits as a fraction: below percent / 100, without rounding at either end. */
    return (place(entity, prediction) >>> 11) * 0x1.0p-53 * 100 < percent;
  }

  /*
   * FNV-1a over the characters spreads names that differ in one digit; its upper bits are weak, so
   * the finalizer of SplitMix64 [Steele, Lea & Flood 2014, variant 13 of Stafford] follows.
   */
  private long place(@Nullable String entity, UUID prediction) {
    if (entity == null) {
      return mix(
          salt
              ^ mix(prediction.getMostSignificantBits() + GOLDEN)
              ^ prediction.getLeastSignificantBits());
    }
    long hash = salt;
    for (int i = 0; i < entity.length(); i++) {
      hash = (hash ^ entity.charAt(i)) * FNV_PRIME;
    }
    return mix(hash + GOLDEN);
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
