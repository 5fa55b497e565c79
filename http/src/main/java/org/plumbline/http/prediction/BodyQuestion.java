package org.plumbline.http.prediction;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.Route;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.entrance.Callers;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionNumber;

/**
 * A request of the own route.
 *
 * <p>Its body may name a version behind the rows, so it is read by the contract that most likely
 * holds, and once more only when another one does.
 */
final class BodyQuestion implements Question {
  /** For a model that answers none: the body may name a version by itself. */
  private static final RowParser NO_COLUMNS = new RowParser(new Contract(List.of()));

  private final Routes routes;
  private final ModelName model;
  private final OptionalInt version;
  private final RoutingContext context;
  private final byte[] body;
  private @Nullable RowParser readBy;
  private @Nullable PredictionRequest read;

  /**
   * A request that was not read yet.
   *
   * @param version that the address names
   */
  BodyQuestion(
      Routes routes, ModelName model, OptionalInt version, RoutingContext context, byte[] body) {
    this.routes = routes;
    this.model = model;
    this.version = version;
    this.context = context;
    this.body = body;
  }

  @Override
  public ModelName model() {
    return model;
  }

  @Override
  public int bytes() {
    return body.length;
  }

  @Override
  public Optional<Named> named() {
    OptionalInt number = version.isPresent() ? version : read(expected()).version();
    return number.isPresent()
        ? Optional.of(new Named(new VersionNumber(number.getAsInt()), Callers.of(context)))
        : Optional.empty();
  }

  private RowParser expected() {
    return routes
        .find(model.value())
        .flatMap(Route::answering)
        .map(ServingVersion::parser)
        .orElse(NO_COLUMNS);
  }

  @Override
  public Optional<Once> once() {
    String key = context.request().getHeader(Once.HEADER);
    if (key == null) {
      return Optional.empty();
    }
    String query = context.request().query();
    return Once.of(
        key,
        model,
        Callers.of(context),
        body,
        query == null ? "" : query,
        () -> context.response().putHeader(Once.REPLAYED, "true"));
  }

  @Override
  public List<ParsedRow> rows(ServingVersion answering) {
    return read(answering.parser()).rows();
  }

  @Override
  public int explain() {
    return read == null ? 0 : read.explain();
  }

  private PredictionRequest read(RowParser contract) {
    PredictionRequest known = read;
    if (known == null || readBy != contract) {
      known = RequestReader.read(body, contract);
      readBy = contract;
      read = known;
    }
    return known;
  }
}
