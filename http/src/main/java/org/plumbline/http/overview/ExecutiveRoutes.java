package org.plumbline.http.overview;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.executive.Executive;
import org.plumbline.deployment.executive.ExecutiveReport;
import org.plumbline.deployment.executive.Executives;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.evidence.HtmlCard;
import org.plumbline.http.evidence.PdfPage;
import org.plumbline.http.json.Query;

/** The figures of all models, their trends, and what was deployed. */
@Path("/api/v1")
@RunOnVirtualThread
public final class ExecutiveRoutes {
  private static final int MONTH = 30;

  private final Executives executives;

  public ExecutiveRoutes(Executives executives) {
    this.executives = executives;
  }

  record History(List<Executive.Deployed> items, @Nullable String next) {}

  @GET
  @Path("/executive")
  @Produces(MediaType.APPLICATION_JSON)
  @Answers(Route.EXECUTIVE)
  public Executive overview(@QueryParam("days") @Nullable String days) {
    return executives.overview(Query.number("days", days).orElse(MONTH));
  }

  @GET
  @Path("/executive/report")
  @Produces("application/pdf")
  @Answers(Route.EXECUTIVE_REPORT)
  public Response report(@QueryParam("days") @Nullable String days) {
    Executive figures = executives.overview(Query.number("days", days).orElse(MONTH));
    byte[] file = PdfPage.of(HtmlCard.of(ExecutiveReport.of(figures)));
    return Response.ok(file)
        .header("Content-Disposition", "attachment; filename=\"models.pdf\"")
        .build();
  }

  @GET
  @Path("/deployments")
  @Produces(MediaType.APPLICATION_JSON)
  @Answers(Route.DEPLOYMENT_HISTORY)
  public History history(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
    int size = Query.limit(limit);
    List<Executive.Deployed> found = executives.history(place(Query.text(after)), size + 1);
    List<Executive.Deployed> page = found.stream().limit(size).toList();
    return new History(page, found.size() > size ? Long.toString(page.getLast().position()) : null);
  }

  private static long place(@Nullable String after) {
    try {
      return after == null ? Long.MAX_VALUE : Long.parseLong(after);
    } catch (NumberFormatException _) {
      throw Query.invalid("after", after, "`next` of the page before");
    }
  }
}
