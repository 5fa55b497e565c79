package org.plumbline.http.deployment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.contest.ChallengerPlan;
import org.plumbline.deployment.contest.Challengers;
import org.plumbline.deployment.contest.Contests;
import org.plumbline.deployment.contest.HeldPlan;
import org.plumbline.governance.contest.Contest;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.model.ModelReader;
import org.plumbline.kernel.ModelName;

/** Holds versions against the champion, and says when that happens by itself. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ContestRoutes {
  private static final int SHOWN = 50;

  private final ModelReader models;
  private final Contests contests;
  private final Challengers challengers;

  public ContestRoutes(ModelReader models, Contests contests, Challengers challengers) {
    this.models = models;
    this.contests = contests;
    this.challengers = challengers;
  }

  record Held(@Nullable Integer champion, @Nullable Integer challenger, List<Contest> items) {}

  record Wish(@Nullable Integer challenger, @Nullable Instant since) {}

  record Change(@Nullable ChallengerPlan plan, @Nullable String reason) {}

  @GET
  @Path("/contests")
  @Answers(Route.CONTESTS)
  public Held list(@PathParam("model") String model) {
    ModelName name = models.existing(model);
    return new Held(
        contests.findChampion(name).map(id -> id.number().value()).orElse(null),
        contests.challenger(name).map(id -> id.number().value()).orElse(null),
        contests.list(name, SHOWN));
  }

  @POST
  @Path("/contests")
  @Answers(Route.HOLD_CONTEST)
  public Contest hold(
      @PathParam("model") String model, @Nullable Wish body, @Context RoutingContext context) {
    Wish wish = Body.of(body);
    Integer number = wish.challenger();
    return contests.compare(
        models.existing(model),
        number == null ? null : models.meant(model, number.toString()).number(),
        wish.since(),
        Callers.actor(context));
  }

  @GET
  @Path("/challengers")
  @Answers(Route.CHALLENGERS)
  public HeldPlan plan(@PathParam("model") String model) {
    return challengers.of(models.existing(model));
  }

  @PUT
  @Path("/challengers")
  @Answers(Route.SET_CHALLENGERS)
  public HeldPlan set(
      @PathParam("model") String model, @Nullable Change body, @Context RoutingContext context) {
    Change change = Body.of(body);
    return challengers.set(
        models.existing(model),
        Body.required("plan", change.plan()),
        Body.required("reason", change.reason()),
        Callers.actor(context));
  }
}
