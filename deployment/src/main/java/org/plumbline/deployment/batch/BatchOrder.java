package org.plumbline.deployment.batch;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;

/**
 * What a job is to do.
 *
 * @param explain reasons per row
 * @param log whether the answers go into the prediction log too
 * @param lakePath of the rows, below the lake; null when they were uploaded
 */
public record BatchOrder(
    BatchForm input, BatchForm output, int explain, boolean log, @Nullable String lakePath) {
  public BatchOrder {
    require(explain >= 0 && explain <= 100, "explain %s must lie in [0, 100]", explain);
  }
}
