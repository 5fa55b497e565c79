package org.plumbline.registry.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.LiveObjects;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelFacts;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.StewardshipStore;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Tag;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.VersionStore;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Filter;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.TrackingStore;

/**
 * Models by name alone, and versions that others made. Safe to share.
 *
 * <p>A version whose files hold a model that we can score becomes one of our own; any other is
 * foreign: its files are kept, hashed and signed, and it says why it cannot serve.
 */
public final class Catalogue {
  private static final int DESCRIPTION = 5_000;

  private final Ports ports;
  private final Registry registry;
  private final Stewardship stewardship;
  private final InstantSource clock;
  private final ForeignModelFile modelFile;

  public Catalogue(Ports ports, Registry registry, Stewardship stewardship, InstantSource clock) {
    this.ports = ports;
    this.registry = registry;
    this.stewardship = stewardship;
    this.clock = clock;
    this.modelFile = new ForeignModelFile(ports.objects()::read);
  }

  /** What the catalogue keeps things in. */
  public record Ports(
      Transactions transactions,
      CatalogueStore entries,
      ModelStore models,
      VersionStore versions,
      StewardshipStore stewardship,
      TrackingStore tracking,
      ObjectStore objects,
      LiveObjects live,
      VersionSigner signer,
      AuditTrail audit) {}

  /**
   * Creates a model that has no version yet.
   *
   * @throws PlumblineException CONFLICT with {@code field} = {@code name} when the name is taken
   */
  public ModelEntry create(ModelName name, String description, List<Tag> tags, Actor by) {
    Instant now = now();
    var facts = new ModelFacts(description, by.username(), "", "", RiskTier.UNRATED);
    var card = new ModelCard(name, null, "", null, facts, 1, now, now);
    ports
        .transactions()
        .run(
            tx -> {
              if (ports.stewardship().lock(tx, name).isPresent()) {
                throw taken(name);
              }
              ModelCard opened = ports.models().open(tx, card);
              if (!opened.equals(card)) {
                throw taken(name);
              }
              tags.forEach(tag -> ports.stewardship().putTag(tx, Subject.of(name), tag));
              ports
                  .audit()
                  .append(
                      tx,
                      AuditEvent.of(by, "model.created", "model", name.value())
                          .after(Map.of("description", facts.description())));
            });
    return load(name);
  }

  private static PlumblineException taken(ModelName name) {
    return PlumblineException.of(
            ErrorCode.CONFLICT,
            "A model '"
                + name
                + "' exists already: register versions under it, or use another name")
        .with("field", "name");
  }

  /**
   * Deletes a model that has no version of our own, and its foreign versions.
   *
   * @throws PlumblineException REFUSED when it has own versions; NOT_FOUND
   */
  public void delete(ModelName name, Actor by) {
    ports
        .transactions()
        .run(
            tx -> {
              lock(tx, name);
              if (ports.entries().hasOwn(tx, name)) {
                throw PlumblineException.of(
                    ErrorCode.REFUSED,
                    "Model "
                        + name
                        + " has signed versions, which are kept with their history: retire what"
                        + " serves by a change request, or announce the model's end");
              }
              ports.entries().remove(tx, name);
              ports.audit().append(tx, AuditEvent.of(by, "model.deleted", "model", name.value()));
            });
  }

  /**
   * Registers what others made: as our own version when its files hold a model that we can score,
   * and as a foreign one otherwise.
   *
   * @throws PlumblineException NOT_FOUND without the model or run; INVALID_FIELD for a source that
   *     is not allowed
   */
  public VersionEntry register(VersionDraft draft, Actor by) {
    if (ports.models().find(draft.model()).isEmpty()) {
      throw noModel(draft.model());
    }
    Optional<RunInfo> run = Optional.ofNullable(draft.origin().run()).map(this::run);
    String description = described(draft.description());
    ForeignContent content;
    String unserved;
    switch (SourcePlace.of(draft.origin().source(), run)) {
      case SourcePlace.OfRun(var id, var path) -> {
        content = left(run(id), path);
        unserved = "the run has left no file at that path";
      }
      case SourcePlace.OfVersion(var id) -> {
        content = copied(id);
        unserved = "version " + id + " has no files here";
      }
      case SourcePlace.Elsewhere _ -> {
        content = new ForeignContent(List.of());
        unserved = "its files are kept elsewhere and were not checked";
      }
    }
    if (!content.isEmpty()) {
      ForeignModelFile.Outcome read = modelFile.read(content, Clock.fixed(now(), ZoneOffset.UTC));
      if (read.version().isPresent()) {
        VersionId id =
            registry
                .register(draft.model(), read.version().get(), Purpose.UNSAID, by)
                .version()
                .id();
        return cite(id, draft, description, by);
      }
      unserved = read.why();
    }
    return addForeign(draft, description, content, unserved, by);
  }

  private RunInfo run(org.plumbline.registry.tracking.RunId id) {
    return ports
        .tracking()
        .runs()
        .find(id)
        .orElseThrow(() -> PlumblineException.of(ErrorCode.NOT_FOUND, "There is no run " + id))
        .info();
  }

  private ForeignContent left(RunInfo run, String path) {
    List<RunArtifact> found = ports.tracking().log().artifacts(run.id(), path);
    return new ForeignContent(
        found.stream()
            .map(file -> new ForeignFile(within(path, file.path()), file.hash(), file.bytes()))
            .toList());
  }

  private static String within(String directory, String path) {
    if (directory.isEmpty()) {
      return path;
    }
    return path.equals(directory)
        ? path.substring(path.lastIndexOf('/') + 1)
        : path.substring(directory.length() + 1);
  }

  private ForeignContent copied(VersionId id) {
    VersionEntry entry = load(id);
    if (!entry.isForeign()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Version " + id + " is signed under its name and cannot be copied to another model")
          .with("field", "source");
    }
    return new ForeignContent(files(id));
  }

  private VersionEntry cite(VersionId id, VersionDraft draft, String description, Actor by) {
    ports
        .transactions()
        .run(
            tx -> {
              ports.entries().cite(tx, id, draft.origin());
              link(tx, draft.origin(), id);
              if (!description.isEmpty()) {
                ports.entries().describe(tx, id, description, now());
              }
            });
    draft.tags().forEach(tag -> stewardship.tag(Subject.of(id), tag, by));
    return load(id);
  }

  private VersionEntry addForeign(
      VersionDraft draft, String description, ForeignContent content, String unserved, Actor by) {
    VersionId added =
        ports.transactions().in(tx -> addForeign(tx, draft, description, content, unserved, by));
    return load(added);
  }

  private VersionId addForeign(
      Tx tx,
      VersionDraft draft,
      String description,
      ForeignContent content,
      String unserved,
      Actor by) {
    ports.live().share(tx);
    for (ForeignFile file : content.files()) {
      if (!ports.objects().contains(file.hash())) {
        throw PlumblineException.of(
            ErrorCode.CONFLICT, "The file " + file.path() + " was removed meanwhile: log it again");
      }
    }
    ModelCard card = lock(tx, draft.model());
    Instant now = now();
    int number = ports.versions().latestNumber(tx, draft.model()) + 1;
    var id = new VersionId(draft.model(), new VersionNumber(number));
    ForeignSeal seal =
        content.isEmpty()
            ? null
            : new ForeignSeal(content.hash(), ports.signer().sign(id, content.hash()));
    var entry =
        new VersionEntry(
            id,
            true,
            now,
            now,
            by.username(),
            description,
            draft.origin(),
            unserved,
            seal,
            null,
            draft.tags(),
            List.of());
    ports.entries().add(tx, entry, content.files());
    link(tx, draft.origin(), id);
    draft.tags().forEach(tag -> ports.stewardship().putTag(tx, Subject.of(id), tag));
    ports.stewardship().update(tx, card.touched(now));
    ports
        .audit()
        .append(
            tx,
            AuditEvent.of(by, "version.registered", "version", id.toString())
                .after(
                    Map.of(
                        "contentHash",
                        seal == null ? "" : seal.content().hex(),
                        "source",
                        draft.origin().source(),
                        "files",
                        Integer.toString(content.files().size()),
                        "unserved",
                        unserved)));
    return id;
  }

  private void link(Tx tx, VersionOrigin origin, VersionId id) {
    if (origin.run() != null) {
      ports.tracking().runs().link(tx, origin.run(), id);
    }
  }

  /**
   * Says what a version is; every version may be described, whoever made it.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public VersionEntry describe(VersionId id, String description, Actor by) {
    String said = described(description);
    ports
        .transactions()
        .run(
            tx -> {
              lock(tx, id.model());
              String before = load(id).description();
              if (before.equals(said)) {
                return;
              }
              ports.entries().describe(tx, id, said, now());
              ports
                  .audit()
                  .append(
                      tx,
                      AuditEvent.of(by, "version.described", "version", id.toString())
                          .before(Map.of("description", before))
                          .after(Map.of("description", said)));
            });
    return load(id);
  }

  /**
   * Takes a foreign version away; its number stays taken.
   *
   * @throws PlumblineException REFUSED for one of our own; NOT_FOUND
   */
  public void delete(VersionId id, Actor by) {
    ports
        .transactions()
        .run(
            tx -> {
              lock(tx, id.model());
              VersionEntry entry = load(id);
              if (!entry.isForeign()) {
                throw PlumblineException.of(
                    ErrorCode.REFUSED,
                    "Version "
                        + id
                        + " is signed and kept with its history: retire it by a change request if"
                        + " it serves, or announce its end");
              }
              ports.entries().remove(tx, id, now());
              ports
                  .audit()
                  .append(
                      tx,
                      AuditEvent.of(by, "version.deleted", "version", id.toString())
                          .before(Map.of("source", entry.origin().source())));
            });
  }

  /**
   * The version's entry.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public VersionEntry load(VersionId id) {
    return ports
        .entries()
        .find(id)
        .orElseThrow(
            () ->
                PlumblineException.of(ErrorCode.NOT_FOUND, "There is no version " + id)
                    .with("model", id.model().value())
                    .with("version", id.number().value()));
  }

  /**
   * The files of a foreign version, by path.
   *
   * @throws PlumblineException NOT_FOUND; TAMPERED when they are not those that were signed
   */
  public List<ForeignFile> files(VersionId id) {
    VersionEntry entry = load(id);
    ForeignSeal seal = entry.seal();
    if (seal == null) {
      return List.of();
    }
    var content = new ForeignContent(ports.entries().files(id));
    ports.signer().demand(id, content.hash(), seal.signature());
    return content.files();
  }

  /**
   * The model's entry.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public ModelEntry load(ModelName name) {
    return find(name).orElseThrow(() -> noModel(name));
  }

  public Optional<ModelEntry> find(ModelName name) {
    return ports.entries().find(name);
  }

  /** All versions of a model, oldest first. */
  public List<VersionEntry> versions(ModelName name) {
    var ofModel = new Condition.Textual(Field.attribute("name"), true, name.value());
    var oldest = new Order(Field.attribute("version_number"), false);
    return ports
        .entries()
        .listVersions(
            new CatalogueQuery(
                new Filter(List.of(ofModel)), List.of(oldest), CatalogueQuery.MOST, null))
        .entries();
  }

  public CataloguePage<VersionEntry> listVersions(CatalogueQuery query) {
    return ports.entries().listVersions(query);
  }

  public CataloguePage<ModelEntry> listModels(CatalogueQuery query) {
    return ports.entries().listModels(query);
  }

  private static String described(String description) {
    if (description.length() > DESCRIPTION) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "A version's description has "
                  + description.length()
                  + " characters and may have "
                  + DESCRIPTION
                  + " at most")
          .with("field", "description");
    }
    return description;
  }

  private ModelCard lock(Tx tx, ModelName name) {
    return ports.stewardship().lock(tx, name).orElseThrow(() -> noModel(name));
  }

  private static PlumblineException noModel(ModelName name) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no model " + name)
        .with("model", name.value());
  }

  private Instant now() {
    return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
  }
}
