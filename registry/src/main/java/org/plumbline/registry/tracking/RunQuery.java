package org.plumbline.registry.tracking;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; without orders those started last come first.
 *
 * <p>Ties are broken by when a run was made, in the direction of the last order, so that pages
 * neither repeat nor miss a run that stays as it is.
 *
 * @param experiments where to look; none gives no runs
 * @param after the {@code next} of the page before, of the same query; absent for the first
 */
public record RunQuery(
    List<ExperimentId> experiments,
    Filter filter,
    View view,
    List<Order> orders,
    int limit,
    @Nullable String after,
    RunKind kind) {
  public RunQuery {
    experiments = experiments.stream().distinct().sorted().toList();
    orders = List.copyOf(orders);
    require(limit >= 1 && limit <= 50_000, "Limit %s must lie in 1 to 50000", limit);
    require(orders.size() <= 10, "%s orders are too many: use at most 10", orders.size());
  }

  /** Of runs. */
  public RunQuery(
      List<ExperimentId> experiments,
      Filter filter,
      View view,
      List<Order> orders,
      int limit,
      @Nullable String after) {
    this(experiments, filter, view, orders, limit, after, RunKind.RUN);
  }

  public static RunQuery first(ExperimentId experiment, int limit) {
    return new RunQuery(
        List.of(experiment), Filter.NONE, View.ACTIVE, List.of(), limit, null, RunKind.RUN);
  }

  public RunQuery filter(Filter newFilter) {
    return new RunQuery(experiments, newFilter, view, orders, limit, after, kind);
  }

  public RunQuery view(View newView) {
    return new RunQuery(experiments, filter, newView, orders, limit, after, kind);
  }

  public RunQuery orders(List<Order> newOrders) {
    return new RunQuery(experiments, filter, view, newOrders, limit, after, kind);
  }

  public RunQuery after(@Nullable String newAfter) {
    return new RunQuery(experiments, filter, view, orders, limit, newAfter, kind);
  }

  /** The same of logged models. */
  public RunQuery ofLoggedModels() {
    return new RunQuery(experiments, filter, view, orders, limit, after, RunKind.LOGGED_MODEL);
  }
}
