package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.Simulation;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.VersionId;

/** Judges hypothetical facts, and drafts by past ones; holds nothing that could write. */
@Path("/api/v1/simulations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SimulationRoutes {
  private final Simulation simulation;

  public SimulationRoutes(Simulation simulation) {
    this.simulation = simulation;
  }

  /** One scenario; the two scores are a short way to say the facts that most policies read. */
  record ScenarioBody(
      @Nullable String name,
      @Nullable String model,
      @Nullable Integer version,
      @Nullable Map<String, Object> facts,
      @Nullable Double riskScore,
      @Nullable Double fairnessScore,
      @Nullable Boolean override) {

    Simulation.Scenario scenario() {
      Map<String, Object> stated = new HashMap<>();
      if (facts != null) {
        stated.putAll(facts);
      }
      if (riskScore != null) {
        double risk = percent("riskScore", riskScore);
        stated.putIfAbsent("risk", Map.of("index", risk, "first", risk));
      }
      if (fairnessScore != null) {
        // 100 is fair; facts tell the difference of rates, which is 0 then.
        double disparity = (100 - percent("fairnessScore", fairnessScore)) / 100;
        stated.putIfAbsent("fairness", Map.of("disparity", disparity));
      }
      VersionId id = model == null ? null : VersionId.of(model, Body.required("version", version));
      return new Simulation.Scenario(name, id, stated, override != null && override);
    }

    private static double percent(String field, double value) {
      if (!(value >= 0 && value <= 100)) {
        throw Query.invalid(field, Double.toString(value), "0 to 100");
      }
      return value;
    }
  }

  record SimulationRequest(
      @Nullable String policy,
      @Nullable String name,
      @Nullable String model,
      @Nullable Integer version,
      @Nullable Map<String, Object> facts,
      @Nullable Double riskScore,
      @Nullable Double fairnessScore,
      @Nullable Boolean override) {
    Simulation.Scenario scenario() {
      return new ScenarioBody(name, model, version, facts, riskScore, fairnessScore, override)
          .scenario();
    }
  }

  record BatchRequest(@Nullable String policy, @Nullable List<ScenarioBody> scenarios) {}

  record ReplayRequest(@Nullable String policy, @Nullable Instant since) {}

  @POST
  @Answers(Route.SIMULATE)
  public Simulation.Outcome simulate(@Nullable SimulationRequest body) {
    SimulationRequest request = Body.of(body);
    return simulation.run(request.policy(), request.scenario());
  }

  @POST
  @Path("/batch")
  @Answers(Route.SIMULATE_BATCH)
  public Simulation.Batch batch(@Nullable BatchRequest body) {
    BatchRequest request = Body.of(body);
    List<ScenarioBody> given = Body.required("scenarios", request.scenarios());
    return simulation.batch(request.policy(), given.stream().map(ScenarioBody::scenario).toList());
  }

  @POST
  @Path("/replay")
  @Answers(Route.REPLAY_DECISIONS)
  public ReplayView replay(@Nullable ReplayRequest body) {
    ReplayRequest request = Body.of(body);
    return ReplayView.of(
        simulation.replay(Body.required("policy", request.policy()), request.since()));
  }
}
