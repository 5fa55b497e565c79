package org.plumbline.http.lineage;

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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.lineage.ImpactCursor;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageDirection;
import org.plumbline.registry.lineage.LineageEvents;
import org.plumbline.registry.lineage.NodeKind;
import org.plumbline.registry.lineage.NodeRef;

/** Walks the graph from any node, tells what a change reaches, and takes events from others. */
@Path("/api/v1/lineage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class LineageRoutes {
  private final Lineage lineage;
  private final LineageEvents events;

  public LineageRoutes(Lineage lineage, LineageEvents events) {
    this.lineage = lineage;
    this.events = events;
  }

  @GET
  @Path("/{kind}/{id}")
  @Answers(Route.LINEAGE)
  public LineageViews.Graph around(
      @PathParam("kind") String kind,
      @PathParam("id") String id,
      @QueryParam("direction") @Nullable String direction,
      @QueryParam("depth") @Nullable String depth) {
    NodeKind known = Query.choice("kind", kind, NodeKind.class);
    if (known == null || id.isBlank() || id.length() > NodeRef.LONGEST_ID) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "The lineage knows no such node");
    }
    return LineageViews.Graph.of(
        lineage.around(new NodeRef(known, id), direction(direction), depth(depth)));
  }

  @GET
  @Path("/impact")
  @Answers(Route.LINEAGE_IMPACT)
  public LineageViews.Impact impact(
      @QueryParam("source") @Nullable String source,
      @QueryParam("column") @Nullable String column,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    return LineageViews.Impact.of(
        lineage.impact(
            new ImpactQuery(
                Query.text(source),
                Query.text(column),
                Query.limit(limit),
                Optional.ofNullable(Query.text(after)).map(ImpactCursor::parse))));
  }

  /** {@code taken} is false when the same event was told before. */
  record Taken(boolean taken) {}

  @POST
  @Path("/events")
  @Answers(Route.TELL_LINEAGE)
  public Taken tell(@Nullable Map<String, Object> body, @Context RoutingContext context) {
    return new Taken(events.tell(Body.of(body), Callers.actor(context)));
  }

  static LineageDirection direction(@Nullable String value) {
    LineageDirection chosen = Query.choice("direction", value, LineageDirection.class);
    return chosen == null ? LineageDirection.BOTH : chosen;
  }

  static int depth(@Nullable String value) {
    return Query.number("depth", value).orElse(Lineage.DEPTH);
  }
}
