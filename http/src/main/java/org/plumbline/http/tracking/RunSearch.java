package org.plumbline.http.tracking;

import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.Query;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.RunPage;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.View;

/** Reads the parameters of a search and runs it. */
@Singleton
public final class RunSearch {
  private final Tracking tracking;
  private final FilterParser parser = FilterParser.runs();

  public RunSearch(Tracking tracking) {
    this.tracking = tracking;
  }

  RunViews.Page page(
      List<ExperimentId> experiments,
      @Nullable String filter,
      @Nullable String order,
      @Nullable String view,
      @Nullable String limit,
      @Nullable String after) {
    View shown = Query.choice("view", view, View.class);
    List<Order> orders = order == null ? List.of() : parser.parseOrders(order);
    if (orders.size() > 10) {
      throw Query.invalid("order", order, "at most 10 fields");
    }
    RunPage page =
        tracking.searchRuns(
            new RunQuery(
                experiments,
                parser.parse(filter == null ? "" : filter),
                shown == null ? View.ACTIVE : shown,
                orders,
                Query.limit(limit),
                Query.text(after)));
    return new RunViews.Page(
        page.runs().stream().map(RunViews.Line::of).toList(), page.next().orElse(null));
  }
}
