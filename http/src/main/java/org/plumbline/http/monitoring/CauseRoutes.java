package org.plumbline.http.monitoring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.monitoring.cause.ScoreShift;
import org.plumbline.monitoring.cause.ScoreShifts;

/** Tells which features and segments moved the score. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class CauseRoutes {
  private final ModelReader models;
  private final ScoreShifts shifts;

  public CauseRoutes(ModelReader models, ScoreShifts shifts) {
    this.models = models;
    this.shifts = shifts;
  }

  @GET
  @Path("/score-shift")
  @Answers(Route.SCORE_SHIFT)
  public ScoreShift shift(
      @PathParam("model") String model,
      @QueryParam("version") @Nullable String version,
      @QueryParam("from") @Nullable String from,
      @QueryParam("until") @Nullable String until) {
    return shifts.of(
        models.meant(model, version), Query.time("from", from), Query.time("until", until));
  }
}
