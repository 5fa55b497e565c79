package org.plumbline.http.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.plumbline.http.entrance.Attempt;
import org.plumbline.http.entrance.RequestIds;
import org.plumbline.http.entrance.TraceContext;

/** The one place where a failure of a resource becomes an answer, and where ours are logged. */
public final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public Response answer(Throwable failure, RoutingContext context) {
    return problem(failure, context);
  }

  /** Named apart, since the framework brings its own mapper for this type. */
  @ServerExceptionMapper
  public Response answer(WebApplicationException failure, RoutingContext context) {
    return problem(failure, context);
  }

  /** As above. */
  @ServerExceptionMapper
  public Response answer(MismatchedInputException failure, RoutingContext context) {
    return problem(failure, context);
  }

  private static Response problem(Throwable failure, RoutingContext context) {
    Problem problem = Problems.of(failure);
    String requestId = RequestIds.of(context);
    Attempt.refused(context, problem);
    if (problem.status() >= 500) {
      String trace =
          TraceContext.of(context).map(known -> " of trace " + known.traceId()).orElse("");
      FailureLog.log(
          LOG,
          problem,
          failure,
          "Request %s%s: %s %s"
              .formatted(requestId, trace, context.request().method(), context.normalizedPath()));
    }
    var response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.toJson(requestId));
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> response.header("Retry-After", Long.toString(seconds)));
    return response.build();
  }
}
