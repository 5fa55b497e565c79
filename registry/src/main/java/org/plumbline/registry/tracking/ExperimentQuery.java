package org.plumbline.registry.tracking;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments to list; without orders the newest first.
 *
 * @param after the {@code next} of the page before, absent for the first
 */
public record ExperimentQuery(
    Filter filter, View view, List<Order> orders, int limit, @Nullable String after) {
  public ExperimentQuery {
    orders = List.copyOf(orders);
    require(limit >= 1 && limit <= 50_000, "Limit %s must lie in 1 to 50000", limit);
  }

  public static ExperimentQuery first(int limit) {
    return new ExperimentQuery(Filter.NONE, View.ACTIVE, List.of(), limit, null);
  }
}
