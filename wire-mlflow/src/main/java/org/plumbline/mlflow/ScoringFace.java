package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.plumbline.data.Contract;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/**
 * Answers below {@code /mlflow/models/NAME/} as a scoring server of one model does: the version in
 * production, by the checks and the log of our own predictions.
 */
@Singleton
public final class ScoringFace {
  private static final String ROOT = "/mlflow/models/";

  /** The release whose wire and client the routes are held to. */
  static final String RELEASE = "2.17.2";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RowAnswers rows;
  private final Exchanges exchanges;

  public ScoringFace(SideEntrance entrance, RowAnswers rows) {
    this.rows = rows;
    this.exchanges = new Exchanges(entrance);
  }

  void register(@Observes Router router) {
    router.route(ROOT + "*").order(Exchanges.ORDER).handler(this::take);
  }

  private void take(RoutingContext context) {
    String[] steps = context.normalizedPath().substring(ROOT.length()).split("/", -1);
    String method = context.request().method().name();
    Optional<ScoringRoute> found =
        steps.length == 2 ? ScoringRoute.find(method, steps[1]) : Optional.empty();
    if (found.isEmpty()) {
      exchanges.refuse(context, MlflowError.noEndpoint(method, context.normalizedPath()));
      return;
    }
    ScoringRoute route = found.get();
    exchanges.answer(
        context,
        new Exchanges.Guard(route.permission(), route.audit()),
        (_, body) -> reply(route, steps[0], context.request().getHeader("Content-Type"), body));
  }

  private Exchanges.Reply reply(
      ScoringRoute route,
      String name,
      @org.jspecify.annotations.Nullable String type,
      byte[] body) {
    var model = new ModelName(name);
    return switch (route) {
      case INVOKE -> Exchanges.Reply.json(invoke(model, type, body));
      case PING, HEALTH -> {
        demandServing(model);
        yield Exchanges.Reply.text("\n");
      }
      case VERSION -> Exchanges.Reply.text(RELEASE);
    };
  }

  /** As their scoring server: 404 while nothing answers. */
  private void demandServing(ModelName model) {
    try {
      var _ = rows.contract(model);
    } catch (PlumblineException refused) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, refused.text(), refused);
    }
  }

  private ObjectNode invoke(
      ModelName model, @org.jspecify.annotations.Nullable String type, byte[] body) {
    Contract contract = rows.contract(model);
    Rows asked = Rows.read(type, body, contract);
    JsonNode own = read(rows.answer(model, asked.rows(), asked.explain()));
    ObjectNode answer = Views.object();
    ArrayNode predictions = answer.putArray("predictions");
    ArrayNode ids = answer.putArray("ids");
    for (JsonNode prediction : own.get("predictions")) {
      predictions.add(predicted(prediction));
      ids.add(prediction.get("id"));
    }
    answer.set("version", own.get("version"));
    if (asked.explain() > 0) {
      ArrayNode reasons = answer.putArray("reasons");
      own.get("predictions").forEach(prediction -> reasons.add(prediction.get("reasons")));
    }
    return answer;
  }

  /** A number, or the class where there are more than two. */
  private static JsonNode predicted(JsonNode prediction) {
    return prediction.path("probabilities").size() > 2
        ? prediction.get("label")
        : prediction.get("score");
  }

  private static JsonNode read(byte[] answer) {
    try {
      return JSON.readTree(new String(answer, StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
