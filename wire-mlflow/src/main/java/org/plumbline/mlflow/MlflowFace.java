package org.plumbline.mlflow;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.access.Principal;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.tracking.Tracking;

/**
 * Answers all below {@code /api/2.0/}, and below {@code /ajax-api/2.0/} likewise: finds the route
 * in the table and what answers it. Of the third release's addresses there are none.
 */
@Singleton
public final class MlflowFace {
  private static final String ROOM = "mlflow/";

  private final Exchanges exchanges;
  private final Map<MlflowRoute, Answer> answers = new EnumMap<>(MlflowRoute.class);

  public MlflowFace(
      SideEntrance entrance,
      Tracking tracking,
      Catalogue catalogue,
      Stewardship stewardship,
      ChangeRequests changes) {
    this.exchanges = new Exchanges(entrance);
    var approvals = new Approvals(changes);
    answers.putAll(new ModelAnswers(catalogue, stewardship, approvals).answers());
    answers.putAll(new VersionAnswers(catalogue, stewardship, approvals).answers());
    answers.putAll(new ExperimentAnswers(tracking).answers());
    answers.putAll(new RunAnswers(tracking).answers());
    answers.putAll(new LogAnswers(tracking).answers());
    answers.putAll(new HistoryAnswers(tracking).answers());
    answers.putAll(new ArtifactAnswers(tracking).answers());
    answers.putAll(new LoggedModelAnswers(tracking, catalogue).answers());
  }

  /** The routes that have an answer, for the test that compares them with the table. */
  Set<MlflowRoute> answered() {
    return answers.keySet();
  }

  void register(@Observes Router router) {
    for (String prefix : new String[] {SideEntrance.PREFIX, "/ajax-api/2.0/"}) {
      router
          .route(prefix + "*")
          .order(Exchanges.ORDER)
          .handler(context -> take(context, context.normalizedPath().substring(prefix.length())));
    }
    // Clients of the third release tell by the code what a server does not have.
    for (String prefix : new String[] {SideEntrance.NEWER, "/ajax-api/3.0/"}) {
      router.route(prefix + "*").order(Exchanges.ORDER).handler(this::refuse);
    }
  }

  private void refuse(RoutingContext context) {
    String method = context.request().method().name();
    exchanges.refuse(context, MlflowError.noEndpoint(method, context.normalizedPath()));
  }

  private void take(RoutingContext context, String path) {
    String method = context.request().method().name();
    Optional<MlflowRoute.Match> found =
        path.startsWith(ROOM)
            ? MlflowRoute.find(method, path.substring(ROOM.length()))
            : Optional.empty();
    if (found.isEmpty()) {
      refuse(context);
      return;
    }
    MlflowRoute route = found.get().route();
    exchanges.answer(
        context,
        new Exchanges.Guard(route.permission(), route.audit()),
        (caller, body) -> reply(context, found.get(), caller, body));
  }

  private Exchanges.Reply reply(
      RoutingContext context, MlflowRoute.Match match, Principal caller, byte[] body) {
    MlflowRoute route = match.route();
    // Clients send a body with DELETE, other programs tend to write parameters.
    boolean query = route.method().equals("GET") || body.length == 0;
    Fields fields = query ? Fields.ofQuery(context.queryParams()) : Fields.ofBody(body);
    Answer answer = answers.get(route);
    if (answer == null) {
      throw new IllegalStateException("nothing answers " + route);
    }
    return Exchanges.Reply.json(
        answer.to(
            new Call(
                caller, Callers.actor(context), fields.with(match.variables()), address(context))));
  }

  /** How the caller reaches this server. */
  static String address(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    return context.request().scheme() + "://" + (authority == null ? "localhost" : authority);
  }
}
