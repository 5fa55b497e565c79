package org.plumbline.deployment.safeguard;

import org.jspecify.annotations.Nullable;

/**
 * Where the score of an answer must lie, both ends included.
 *
 * @param min null when there is no lower bound
 * @param max null when there is no upper bound
 */
public record OutputBounds(@Nullable Double min, @Nullable Double max, Reaction reaction) {
  double low() {
    return min == null ? Double.NEGATIVE_INFINITY : min;
  }

  double high() {
    return max == null ? Double.POSITIVE_INFINITY : max;
  }
}
