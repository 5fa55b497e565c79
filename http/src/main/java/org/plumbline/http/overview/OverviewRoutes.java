package org.plumbline.http.overview;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.deployment.Overview;
import org.plumbline.deployment.Overviews;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.registry.ModelCounts;
import org.plumbline.registry.ModelStore;

/** Counts, and what waits for somebody. */
@Path("/api/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class OverviewRoutes {
  private final ModelStore models;
  private final Overviews overviews;
  private final InstantSource clock;

  public OverviewRoutes(ModelStore models, Overviews overviews, InstantSource clock) {
    this.models = models;
    this.overviews = overviews;
    this.clock = clock;
  }

  record View(
      Instant generatedAt,
      Models models,
      List<Overview.Attention> attention,
      List<Overview.Traffic> traffic,
      long predictionsTotal,
      Overview.AlertCounts alerts) {}

  record Models(long total, Map<String, Long> byStage, Map<String, Long> byRisk) {
    static Models of(ModelCounts counts) {
      return new Models(
          counts.total(),
          filled(counts.byStage(), List.of("production", "canary", "shadow", "none")),
          filled(counts.byRisk(), List.of("low", "moderate", "high", "severe", "unevaluated")));
    }

    /** Every name with its count, 0 where there is none. */
    private static Map<String, Long> filled(Map<String, Long> counts, List<String> names) {
      var all = new LinkedHashMap<String, Long>();
      names.forEach(name -> all.put(name, counts.getOrDefault(name, 0L)));
      return all;
    }
  }

  @GET
  @Answers(Route.OVERVIEW)
  public View overview() {
    Overview now = overviews.at(clock.instant());
    return new View(
        now.generatedAt(),
        Models.of(models.counts()),
        now.attention(),
        now.traffic(),
        now.predictionsTotal(),
        now.alerts());
  }
}
