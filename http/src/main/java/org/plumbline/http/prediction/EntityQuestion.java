package org.plumbline.http.prediction;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.online.FeatureRow;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.LoggedPrediction;

/** A request about entities, with the features that were published of them. */
final class EntityQuestion implements Question {
  private static final int BYTES_PER_VALUE = 10;

  private final Asked asked;
  private final List<FeatureRow> features;
  private final RoutingContext context;

  /** What the body asks for. */
  record Asked(ModelName model, List<String> entities, int explain, @Nullable Integer version) {
    /**
     * Checks the body.
     *
     * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD, MISSING_FIELD, TOO_MANY_ROWS
     */
    static Asked of(
        ModelName model,
        List<@Nullable String> entities,
        @Nullable Integer explain,
        @Nullable Integer version) {
      RowAnswers.demandCount(entities.size());
      for (String entity : entities) {
        if (entity == null
            || entity.isBlank()
            || entity.length() > LoggedPrediction.ENTITY_LENGTH
            || entity.indexOf('\0') >= 0) {
          throw Query.invalid(
              "entities",
              String.valueOf(entity),
              "texts of 1 to %s characters".formatted(LoggedPrediction.ENTITY_LENGTH));
        }
      }
      if (explain != null && explain < 0) {
        throw Query.invalid("explain", explain.toString(), "a whole number of at least 0");
      }
      if (version != null && version < 1) {
        throw Query.invalid("version", version.toString(), "a whole number of at least 1");
      }
      return new Asked(
          model,
          entities.stream().map(Objects::requireNonNull).toList(),
          explain == null ? 0 : explain,
          version);
    }

    /** All that the answer depends on; no entity has a zero character. */
    private byte[] bytes() {
      return (String.join("\0", entities) + "\0\0" + explain + "\0" + version)
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A request whose rows are known. */
  EntityQuestion(Asked asked, List<FeatureRow> features, RoutingContext context) {
    this.asked = asked;
    this.features = features;
    this.context = context;
  }

  @Override
  public ModelName model() {
    return asked.model();
  }

  @Override
  public int bytes() {
    return features.stream().mapToInt(row -> BYTES_PER_VALUE * row.values().size()).sum();
  }

  @Override
  public Optional<Named> named() {
    return Optional.ofNullable(asked.version())
        .map(number -> new Named(new VersionNumber(number), Callers.of(context)));
  }

  @Override
  public Optional<Once> once() {
    return Once.of(
        context.request().getHeader(Once.HEADER),
        asked.model(),
        Callers.of(context),
        asked.bytes(),
        "",
        () -> context.response().putHeader(Once.REPLAYED, "true"));
  }

  @Override
  public List<ParsedRow> rows(ServingVersion version) {
    return features.stream().map(row -> row.readBy(version.parser())).toList();
  }

  @Override
  public int explain() {
    return asked.explain();
  }

  /** What was published of an entity is for those to read who may. */
  @Override
  public boolean tellsGroups() {
    return false;
  }
}
