package org.plumbline.http.monitoring;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.http.model.ModelReader;
import org.plumbline.monitoring.FairnessCourse;
import org.plumbline.monitoring.FairnessCourses;
import org.plumbline.monitoring.Membership;
import org.plumbline.monitoring.MembershipReceipt;
import org.plumbline.monitoring.Memberships;

/** Takes who belongs to which group of people, and tells how groups fare; never of a person. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FairnessRoutes {
  private static final int MOST = 10_000;

  private final ModelReader models;
  private final Memberships memberships;
  private final FairnessCourses courses;

  public FairnessRoutes(ModelReader models, Memberships memberships, FairnessCourses courses) {
    this.models = models;
    this.memberships = memberships;
    this.courses = courses;
  }

  record MembershipRequest(@Nullable List<MembershipBody> memberships) {}

  record MembershipBody(@Nullable String entity, @Nullable Map<String, @Nullable String> groups) {}

  @POST
  @Path("/memberships")
  @Answers(Route.TELL_MEMBERSHIPS)
  public MembershipReceipt tell(
      @PathParam("model") String model,
      @Nullable MembershipRequest body,
      @Context RoutingContext context) {
    List<MembershipBody> given = Body.required("memberships", Body.of(body).memberships());
    if (given.isEmpty() || given.size() > MOST) {
      throw Query.invalid("memberships", given.size() + " of them", "1 to 10,000 memberships");
    }
    var checked = new ArrayList<Membership>(given.size());
    for (MembershipBody one : given) {
      String entity = Body.required("memberships.entity", one.entity());
      Map<String, @Nullable String> groups = Body.required("memberships.groups", one.groups());
      try {
        checked.add(new Membership(entity, groups));
      } catch (IllegalArgumentException unfit) {
        throw Query.invalid("memberships", entity, String.valueOf(unfit.getMessage()));
      }
    }
    return memberships.tell(models.meant(model, null), checked, Callers.actor(context));
  }

  @GET
  @Path("/fairness-course")
  @Answers(Route.FAIRNESS_COURSE)
  public FairnessCourse course(
      @PathParam("model") String model, @QueryParam("version") @Nullable String version) {
    return courses.of(models.meant(model, version));
  }
}
