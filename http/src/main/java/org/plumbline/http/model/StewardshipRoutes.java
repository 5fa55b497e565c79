package org.plumbline.http.model;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.FactsChange;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Tag;

/** Changes what people say of models and versions. */
@Path("/api/v1/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class StewardshipRoutes {
  private final ModelReader models;
  private final Stewardship stewardship;

  public StewardshipRoutes(ModelReader models, Stewardship stewardship) {
    this.models = models;
    this.stewardship = stewardship;
  }

  record Facts(
      @Nullable Long revision,
      @Nullable String description,
      @Nullable String intendedUse,
      @Nullable String limits,
      @Nullable String tier) {}

  record HandOver(@Nullable String owner, @Nullable String reason) {}

  record TagBody(@Nullable String key, @Nullable String value, @Nullable Integer version) {}

  record TagList(List<Tag> items) {}

  record AliasBody(@Nullable Integer version) {}

  record AliasList(List<ModelViews.AliasView> items) {}

  record SunsetBody(
      @Nullable Instant at,
      @Nullable String reason,
      @Nullable Integer successor,
      @Nullable Integer version) {}

  @PATCH
  @Answers(Route.DESCRIBE_MODEL)
  public ModelViews.Detail describe(
      @PathParam("model") String model, @Nullable Facts body, @Context RoutingContext context) {
    Facts facts = Body.of(body);
    ModelName name = models.existing(model);
    stewardship.describe(
        name,
        new FactsChange(
            facts.description(),
            facts.intendedUse(),
            facts.limits(),
            Query.choice("tier", facts.tier(), RiskTier.class)),
        Body.required("revision", facts.revision()),
        Callers.actor(context));
    return models.detail(name);
  }

  @POST
  @Path("/hand-over")
  @Answers(Route.HAND_OVER_MODEL)
  public ModelViews.Detail handOver(
      @PathParam("model") String model, @Nullable HandOver body, @Context RoutingContext context) {
    HandOver wish = Body.of(body);
    ModelName name = models.existing(model);
    stewardship.handOver(
        name,
        Body.required("owner", wish.owner()),
        Body.required("reason", wish.reason()),
        Callers.actor(context));
    return models.detail(name);
  }

  @PUT
  @Path("/tags")
  @Answers(Route.SET_TAG)
  public TagList tag(
      @PathParam("model") String model, @Nullable TagBody body, @Context RoutingContext context) {
    TagBody wish = Body.of(body);
    Subject subject = subject(models.existing(model), wish.version());
    stewardship.tag(
        subject,
        new Tag(Body.required("key", wish.key()), Body.required("value", wish.value())),
        Callers.actor(context));
    return new TagList(stewardship.tags(subject));
  }

  @DELETE
  @Path("/tags")
  @Answers(Route.REMOVE_TAG)
  public TagList untag(
      @PathParam("model") String model,
      @QueryParam("key") @Nullable String key,
      @QueryParam("version") @Nullable String version,
      @Context RoutingContext context) {
    Subject subject = subject(models.existing(model), version);
    stewardship.untag(subject, Body.required("key", Query.text(key)), Callers.actor(context));
    return new TagList(stewardship.tags(subject));
  }

  @GET
  @Path("/aliases")
  @Answers(Route.LIST_ALIASES)
  public AliasList aliases(@PathParam("model") String model) {
    return new AliasList(models.aliases(models.existing(model)));
  }

  @PUT
  @Path("/aliases/{alias}")
  @Answers(Route.SET_ALIAS)
  public AliasList alias(
      @PathParam("model") String model,
      @PathParam("alias") String alias,
      @Nullable AliasBody body,
      @Context RoutingContext context) {
    ModelName name = models.existing(model);
    var version = new VersionNumber(Body.required("version", Body.of(body).version()));
    stewardship.alias(new VersionId(name, version), new AliasName(alias), Callers.actor(context));
    return new AliasList(models.aliases(name));
  }

  @DELETE
  @Path("/aliases/{alias}")
  @Answers(Route.REMOVE_ALIAS)
  public AliasList removeAlias(
      @PathParam("model") String model,
      @PathParam("alias") String alias,
      @Context RoutingContext context) {
    ModelName name = models.existing(model);
    stewardship.removeAlias(name, new AliasName(alias), Callers.actor(context));
    return new AliasList(models.aliases(name));
  }

  @PUT
  @Path("/sunset")
  @Answers(Route.ANNOUNCE_END)
  public ModelViews.SunsetView announceEnd(
      @PathParam("model") String model,
      @Nullable SunsetBody body,
      @Context RoutingContext context) {
    SunsetBody wish = Body.of(body);
    Integer successor = wish.successor();
    return ModelViews.SunsetView.of(
        stewardship.deprecate(
            subject(models.existing(model), wish.version()),
            Body.required("at", wish.at()),
            Body.required("reason", wish.reason()),
            successor == null ? null : new VersionNumber(successor),
            Callers.actor(context)));
  }

  @DELETE
  @Path("/sunset")
  @Answers(Route.TAKE_END_BACK)
  public ModelViews.Detail takeEndBack(
      @PathParam("model") String model,
      @QueryParam("version") @Nullable String version,
      @QueryParam("reason") @Nullable String reason,
      @Context RoutingContext context) {
    ModelName name = models.existing(model);
    stewardship.keepOn(
        subject(name, version),
        Body.required("reason", Query.text(reason)),
        Callers.actor(context));
    return models.detail(name);
  }

  private static Subject subject(ModelName model, @Nullable String version) {
    OptionalInt number = Query.number("version", version);
    return subject(model, number.isPresent() ? number.getAsInt() : null);
  }

  private static Subject subject(ModelName model, @Nullable Integer version) {
    return new Subject(model, version == null ? null : new VersionNumber(version));
  }
}
