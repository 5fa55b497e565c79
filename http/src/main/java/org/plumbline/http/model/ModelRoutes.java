package org.plumbline.http.model;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.DeploymentLine;
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Evaluations;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.Part;
import org.plumbline.registry.Registry;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Sunset;
import org.plumbline.registry.Tag;
import org.plumbline.registry.Version;
import org.plumbline.registry.VersionComparison;
import org.plumbline.registry.VersionPage;
import org.plumbline.registry.VersionStore;
import org.plumbline.scoring.Task;

/** Reads models and their versions. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ModelRoutes {
  private static final Pattern COMMA = Pattern.compile(",");

  private final ModelReader models;
  private final VersionStore versions;
  private final Registry registry;
  private final DeploymentLedger ledger;
  private final Evaluations evaluations;
  private final Stewardship stewardship;
  private final InstantSource clock;

  public ModelRoutes(
      ModelReader models,
      VersionStore versions,
      Registry registry,
      DeploymentLedger ledger,
      Evaluations evaluations,
      Stewardship stewardship,
      InstantSource clock) {
    this.models = models;
    this.versions = versions;
    this.registry = registry;
    this.ledger = ledger;
    this.evaluations = evaluations;
    this.stewardship = stewardship;
    this.clock = clock;
  }

  private enum RiskFilter {
    LOW,
    MODERATE,
    HIGH,
    SEVERE,
    UNEVALUATED
  }

  private enum StageFilter {
    PRODUCTION,
    CANARY,
    SHADOW,
    NONE
  }

  @GET
  @Answers(Route.LIST_MODELS)
  public ModelViews.Page list(
      @QueryParam("search") @Nullable String search,
      @QueryParam("stage") @Nullable String stage,
      @QueryParam("risk") @Nullable String risk,
      @QueryParam("task") @Nullable String task,
      @QueryParam("owner") @Nullable String owner,
      @QueryParam("tier") @Nullable String tier,
      @QueryParam("tag") @Nullable String tag,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    String from = Query.text(after);
    return models.list(
        ModelQuery.first(Query.limit(limit))
            .search(search == null ? "" : search.strip())
            .stage(wireName(Query.choice("stage", stage, StageFilter.class)))
            .risk(wireName(Query.choice("risk", risk, RiskFilter.class)))
            .task(Query.choice("task", task, Task.class))
            .owner(Query.text(owner))
            .tier(Query.choice("tier", tier, RiskTier.class))
            .tag(tag(Query.text(tag)))
            .after(from == null ? null : new ModelName(from)));
  }

  /** A key may hold no equals sign here; a value may. */
  private static @Nullable Tag tag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw Query.invalid("tag", text, "a key and a value, such as team=risk");
    }
    return new Tag(text.substring(0, equals), text.substring(equals + 1));
  }

  @GET
  @Path("/{model}")
  @Answers(Route.FIND_MODEL)
  public ModelViews.Detail find(@PathParam("model") String model) {
    return models.detail(new ModelName(model));
  }

  @GET
  @Path("/{model}/versions")
  @Answers(Route.LIST_VERSIONS)
  public VersionViews.Page versions(
      @PathParam("model") String model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    ModelName name = models.existing(model);
    OptionalInt from = Query.number("after", after);
    VersionPage page = versions.list(name, Query.limit(limit), from);
    List<VersionNumber> shown = page.versions().stream().map(line -> line.id().number()).toList();
    Map<VersionNumber, Stage> stages = ledger.stages(name, shown);
    Map<VersionNumber, Evaluation> verdicts = evaluations.latest(name, shown);
    Map<VersionNumber, List<Tag>> tags = stewardship.versionTags(name, shown);
    Map<Subject, Sunset> sunsets = stewardship.sunsets(name, shown);
    return new VersionViews.Page(
        page.versions().stream()
            .map(
                line ->
                    VersionViews.Line.of(
                        line,
                        stages.get(line.id().number()),
                        verdicts.get(line.id().number()),
                        tags.get(line.id().number()),
                        sunsets.get(Subject.of(line.id()))))
            .toList(),
        page.next().isPresent() ? Integer.toString(page.next().getAsInt()) : null);
  }

  @GET
  @Path("/{model}/versions/{version}")
  @Answers(Route.FIND_VERSION)
  public VersionViews.Detail version(
      @PathParam("model") String model, @PathParam("version") String version) {
    VersionId id = id(model, version);
    return VersionViews.Detail.of(
        registry.load(id),
        ledger.stages(id.model(), List.of(id.number())).get(id.number()),
        evaluations.latest(id).orElse(null),
        registry.loadGolden(id));
  }

  private static VersionId id(String model, String version) {
    int number =
        Query.number("version", version)
            .orElseThrow(() -> Query.invalid("version", version, "a whole number"));
    return new VersionId(new ModelName(model), new VersionNumber(number));
  }

  @GET
  @Path("/{model}/versions/{version}/parts/{part}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Answers(Route.DOWNLOAD_PART)
  public Response part(
      @PathParam("model") String model,
      @PathParam("version") String version,
      @PathParam("part") String part) {
    Part wanted = Query.choice("part", part, Part.class);
    VersionId id = id(model, version);
    if (wanted == null) {
      throw Query.invalid("part", part, "the name of a part");
    }
    Registry.OpenPart opened = registry.openPart(id, wanted);
    return Response.ok(opened.bytes())
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s-v%s.%s\"".formatted(id.model(), id.number(), part))
        .header("Repr-Digest", "sha-256=:%s:".formatted(base64(opened.hash())))
        .build();
  }

  private static String base64(ContentHash hash) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash.hex()));
  }

  @GET
  @Path("/{model}/comparison")
  @Answers(Route.COMPARE_VERSIONS)
  public VersionViews.Comparison compare(
      @PathParam("model") String model, @QueryParam("versions") @Nullable String versions) {
    ModelName name = models.existing(model);
    List<Version> found =
        numbers(Body.required("versions", Query.text(versions))).stream()
            .map(number -> registry.load(new VersionId(name, number)))
            .toList();
    return VersionViews.Comparison.of(VersionComparison.of(found));
  }

  /** Numbers with commas between, each once, in the order given. */
  private static List<VersionNumber> numbers(String text) {
    var numbers = new LinkedHashSet<VersionNumber>();
    for (String part : COMMA.split(text, -1)) {
      int number =
          Query.number("versions", part.strip())
              .orElseThrow(() -> Query.invalid("versions", text, "version numbers such as 1,2,3"));
      numbers.add(new VersionNumber(number));
    }
    if (numbers.size() > VersionComparison.MOST) {
      throw Query.invalid("versions", text, "at most " + VersionComparison.MOST + " versions");
    }
    return List.copyOf(numbers);
  }

  record Served(Instant at, Instant known, List<DeploymentLine> items) {}

  @GET
  @Path("/{model}/served")
  @Answers(Route.SERVED_AT)
  public Served served(
      @PathParam("model") String model,
      @QueryParam("at") @Nullable String at,
      @QueryParam("known") @Nullable String known) {
    ModelName name = models.existing(model);
    Instant now = clock.instant();
    Instant then = orElse(Query.time("at", at), now);
    Instant asOf = orElse(Query.time("known", known), now);
    return new Served(
        then, asOf, ledger.at(name, then, asOf).stream().map(DeploymentLine::of).toList());
  }

  private static Instant orElse(@Nullable Instant given, Instant otherwise) {
    return given == null ? otherwise : given;
  }

  private static @Nullable String wireName(@Nullable Enum<?> choice) {
    return choice == null ? null : choice.name().toLowerCase(Locale.ROOT);
  }
}
