package org.plumbline.http.tracking;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.tracking.Tracking;

/** The way from a version back to the runs it came of. */
@Path("/api/v1/models/{model}/versions/{version}/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class VersionRunRoutes {
  private final Tracking tracking;

  public VersionRunRoutes(Tracking tracking) {
    this.tracking = tracking;
  }

  @GET
  @Answers(Route.RUNS_OF_VERSION)
  public RunViews.Page runs(
      @PathParam("model") String model, @PathParam("version") String version) {
    int number =
        Query.number("version", version)
            .orElseThrow(() -> Query.invalid("version", version, "a whole number"));
    var id = new VersionId(new ModelName(model), new VersionNumber(number));
    return new RunViews.Page(tracking.runsOf(id).stream().map(RunViews.Line::of).toList(), null);
  }
}
