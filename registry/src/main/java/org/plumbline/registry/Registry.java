package org.plumbline.registry;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.Task;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.ReferenceSample;
import org.plumbline.training.TrainedVersion;

/** Registers what training made, and loads it again unchanged or not at all. Safe to share. */
public final class Registry {
  private final Transactions transactions;
  private final ModelStore models;
  private final VersionStore versions;
  private final ObjectStore objects;
  private final PartCodec codec;
  private final AuditTrail audit;
  private final VersionSigner signer;
  private final LiveObjects live;
  private final TamperListener tampering;
  private final List<RegistrationListener> listeners;
  private final InstantSource clock;

  public Registry(Ports ports, List<RegistrationListener> listeners, InstantSource clock) {
    this.transactions = ports.transactions();
    this.models = ports.models();
    this.versions = ports.versions();
    this.objects = ports.objects();
    this.codec = ports.codec();
    this.audit = ports.audit();
    this.signer = ports.signer();
    this.live = ports.live();
    this.tampering = ports.tampering();
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /** What the registry keeps things in. */
  public record Ports(
      Transactions transactions,
      ModelStore models,
      VersionStore versions,
      ObjectStore objects,
      PartCodec codec,
      AuditTrail audit,
      VersionSigner signer,
      LiveObjects live,
      TamperListener tampering) {}

  /**
   * Registers a version under the next number, with its audit entry, in one transaction.
   *
   * <p>Registering the same content again gives the version there is. The golden rows are scored
   * first, so that nothing is registered that could not be loaded.
   *
   * @throws PlumblineException CONFLICT when the model predicts another kind of thing
   */
  public Registered register(
      ModelName name, TrainedVersion trained, Purpose purpose, Actor author) {
    GoldenCheck.demand(
        new VersionId(name, new VersionNumber(1)),
        trained.model(),
        new RowParser(trained.contract()),
        trained.golden());
    // Objects first: without their version they are harmless, a version without them is not.
    Map<Part, byte[]> parts = codec.encode(trained);
    Manifest manifest = keep(parts);
    return transactions.in(
        tx -> {
          live.share(tx);
          if (!manifest.parts().values().stream().allMatch(objects::contains)) {
            // A collection ran since, and nothing named them yet.
            keep(parts);
          }
          return add(tx, name, trained, purpose, author, manifest);
        });
  }

  private Manifest keep(Map<Part, byte[]> parts) {
    Map<Part, ContentHash> hashes = new EnumMap<>(Part.class);
    parts.forEach((part, bytes) -> hashes.put(part, objects.write(bytes)));
    return new Manifest(hashes);
  }

  private Registered add(
      Tx tx,
      ModelName name,
      TrainedVersion trained,
      Purpose purpose,
      Actor author,
      Manifest manifest) {
    Instant now = clock.instant();
    ModelCard first = newCard(name, trained, purpose, author, now);
    ModelCard opened = models.open(tx, first);
    ModelCard card = opened.task() == null ? opened.predicting(first) : opened;
    demandSameTask(card, trained.model().task());
    Optional<VersionLine> same = versions.findByContent(tx, name, manifest.contentHash());
    if (same.isPresent()) {
      return new Registered(version(same.get(), trained), false);
    }
    models.update(tx, card.registeredAgain(purpose, now));
    var id = new VersionId(name, new VersionNumber(versions.latestNumber(tx, name) + 1));
    var line =
        new VersionLine(
            id,
            now,
            author.username(),
            trained.model().task(),
            trained.scorecard().champion().learner(),
            trained.scorecard().primaryMetric(),
            trained.scorecard().metrics(),
            manifest,
            signer.sign(id, manifest.contentHash()));
    versions.add(tx, line);
    Version version = version(line, trained);
    listeners.forEach(listener -> listener.registered(tx, version));
    audit.append(
        tx,
        AuditEvent.of(author, "version.registered", "version", id.toString())
            .after(
                Map.of(
                    "contentHash", line.contentHash().hex(),
                    "learner", line.learner(),
                    "dataName", trained.provenance().dataName(),
                    "dataHash", trained.provenance().dataHash())));
    return new Registered(version, true);
  }

  private static ModelCard newCard(
      ModelName name, TrainedVersion trained, Purpose purpose, Actor author, Instant now) {
    Task task = trained.model().task();
    return new ModelCard(
        name,
        task,
        trained.contract().label().map(ColumnContract::name).orElse(""),
        task == Task.BINARY ? trained.model().classes().getLast() : null,
        new ModelFacts(
            purpose.description(),
            purpose.owner().isBlank() ? author.username() : purpose.owner(),
            purpose.intendedUse(),
            "",
            RiskTier.UNRATED),
        1,
        now,
        now);
  }

  private static void demandSameTask(ModelCard card, Task task) {
    if (card.task() != task) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              "Model "
                  + card.model()
                  + " is "
                  + card.task()
                  + " and this version is "
                  + task
                  + ": register it under another name")
          .with("field", "task");
    }
  }

  private static Version version(VersionLine line, TrainedVersion trained) {
    return new Version(
        line, trained.contract(), trained.scorecard(), trained.provenance(), trained.quality());
  }

  /** The version, when there is one of that id; its parts are checked against their hashes. */
  public Optional<Version> find(VersionId id) {
    return versions.find(id).map(line -> checked(line, () -> read(line)));
  }

  /**
   * The version of that id.
   *
   * @throws PlumblineException NOT_FOUND without one; TAMPERED when its signature or a part does
   *     not match
   */
  public Version load(VersionId id) {
    VersionLine line = line(id);
    return checked(line, () -> read(line));
  }

  /**
   * The version ready to score.
   *
   * @throws PlumblineException NOT_FOUND without one; TAMPERED when its signature or a part does
   *     not match, or a golden row does not give the score of its birth
   */
  public LoadedVersion loadModel(VersionId id) {
    VersionLine line = line(id);
    return checked(line, () -> readModel(id, line));
  }

  private LoadedVersion readModel(VersionId id, VersionLine line) {
    Version version = read(line);
    byte[] file = bytes(line, Part.MODEL);
    Model model = readModel(line, file);
    var parser = new RowParser(version.contract());
    GoldenCheck.demand(id, model, parser, golden(line));
    return new LoadedVersion(version, model, parser, file.length);
  }

  /** What the work gives once the signature holds; a refusal is told to who wants to know. */
  private <T> T checked(VersionLine line, Supplier<T> work) {
    try {
      signer.demand(line.id(), line.contentHash(), line.signature());
      return work.get();
    } catch (PlumblineException failure) {
      if (failure.code() == ErrorCode.TAMPERED) {
        tampering.refused(line.id(), failure);
      }
      throw failure;
    }
  }

  /** The profile of the data that the version was tested on, as drift compares with. */
  public TableProfile loadReference(VersionId id) {
    VersionLine line = line(id);
    return checked(line, () -> codec.reference(bytes(line, Part.REFERENCE)));
  }

  /** Rows of the reference; none of versions from before they were kept. */
  public ReferenceSample loadSample(VersionId id) {
    VersionLine line = line(id);
    return line.manifest()
        .find(Part.SAMPLE)
        .map(hash -> checked(line, () -> codec.sample(objects.read(hash))))
        .orElse(ReferenceSample.NONE);
  }

  /** Rows to try the version with, and the scores that it gave at its birth. */
  public List<GoldenRow> loadGolden(VersionId id) {
    VersionLine line = line(id);
    return checked(line, () -> golden(line));
  }

  /** A part as a stream, which the caller closes, and the hash that its bytes must have. */
  public record OpenPart(ContentHash hash, InputStream bytes) {}

  /**
   * Opens a part to be read in constant memory.
   *
   * @throws PlumblineException NOT_FOUND without the version; TAMPERED when its signature does not
   *     match
   */
  public OpenPart openPart(VersionId id, Part part) {
    VersionLine line = line(id);
    ContentHash hash = line.manifest().of(part);
    return checked(line, () -> new OpenPart(hash, objects.open(hash)));
  }

  private VersionLine line(VersionId id) {
    return versions
        .find(id)
        .orElseThrow(
            () ->
                PlumblineException.of(ErrorCode.NOT_FOUND, "There is no version " + id)
                    .with("model", id.model().value())
                    .with("version", id.number().value()));
  }

  private Version read(VersionLine line) {
    return new Version(
        line,
        codec.contract(bytes(line, Part.CONTRACT)),
        codec.scorecard(bytes(line, Part.SCORECARD)),
        codec.provenance(bytes(line, Part.PROVENANCE)),
        codec.quality(bytes(line, Part.QUALITY)));
  }

  private static Model readModel(VersionLine line, byte[] file) {
    try {
      return Model.read(file);
    } catch (ModelFormatException unreadable) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED, "The model of version " + line.id() + " cannot be read", unreadable);
    }
  }

  private List<GoldenRow> golden(VersionLine line) {
    return codec.golden(bytes(line, Part.GOLDEN));
  }

  private byte[] bytes(VersionLine line, Part part) {
    return objects.read(line.manifest().of(part));
  }
}
