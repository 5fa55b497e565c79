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
import org.plumbline.access.Principal;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.http.prediction.Once;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/**
 * Answers below {@code /mlflow/models/NAME/} as a scoring server of one model does, by the rule of
 * our own predictions.
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
        (caller, body) -> reply(route, new ModelName(steps[0]), context, caller, body));
  }

  private Exchanges.Reply reply(
      ScoringRoute route, ModelName model, RoutingContext context, Principal caller, byte[] body) {
    return switch (route) {
      case INVOKE -> Exchanges.Reply.json(invoke(model, context, caller, body));
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
      var _ = rows.answering(model);
    } catch (PlumblineException refused) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, refused.text(), refused);
    }
  }

  private ObjectNode invoke(
      ModelName model, RoutingContext context, Principal caller, byte[] body) {
    String type = context.request().getHeader("Content-Type");
    Optional<Once> once =
        Once.of(
            context.request().getHeader(Once.HEADER),
            model,
            caller,
            body,
            "mlflow " + type,
            () -> context.response().putHeader(Once.REPLAYED, "true"));
    var asked = new Invocation(model, type, body, once);
    return rows.await(asked, ScoringFace::said);
  }

  /** Beside the predictions, what a client of ours may want to know of each. */
  private static ObjectNode said(byte[] json) {
    JsonNode own = read(json);
    ObjectNode answer = Views.object();
    ArrayNode predictions = answer.putArray("predictions");
    own.get("predictions").forEach(prediction -> predictions.add(predicted(prediction)));
    copy(own, "id", answer, "ids");
    answer.set("version", own.get("version"));
    copy(own, "version", answer, "versions");
    copy(own, "stage", answer, "stages");
    copyAny(own, "safeguard", answer, "safeguards");
    copyAny(own, "reasons", answer, "reasons");
    copySaid(own, "threshold", answer, "thresholds");
    copySaid(own, "group", answer, "groups");
    return answer;
  }

  private static void copy(JsonNode own, String field, ObjectNode answer, String list) {
    ArrayNode all = answer.putArray(list);
    own.get("predictions").forEach(prediction -> all.add(prediction.get(field)));
  }

  /** Left out where no row has any. */
  private static void copyAny(JsonNode own, String field, ObjectNode answer, String list) {
    for (JsonNode prediction : own.get("predictions")) {
      if (!prediction.get(field).isEmpty()) {
        copy(own, field, answer, list);
        return;
      }
    }
  }

  /** Left out where no row says it; null for those that do not. */
  private static void copySaid(JsonNode own, String field, ObjectNode answer, String list) {
    for (JsonNode prediction : own.get("predictions")) {
      if (prediction.has(field)) {
        copy(own, field, answer, list);
        return;
      }
    }
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
