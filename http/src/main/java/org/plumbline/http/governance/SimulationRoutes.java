package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.Simulation;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Body;

/** Judges hypothetical facts; holds nothing that could write. */
@Path("/api/v1/simulations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SimulationRoutes {
  private final Simulation simulation;

  public SimulationRoutes(Simulation simulation) {
    this.simulation = simulation;
  }

  record SimulationRequest(@Nullable String policy, @Nullable Map<String, Object> facts) {}

  @POST
  @Answers(Route.SIMULATE)
  public Simulation.Outcome simulate(@Nullable SimulationRequest body) {
    SimulationRequest request = Body.of(body);
    return simulation.run(request.policy(), Body.required("facts", request.facts()));
  }
}
