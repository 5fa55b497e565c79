package org.plumbline.app.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.retraining.LogRetraining;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.batch.BatchWorker;
import org.plumbline.governance.evidence.Dossiers;
import org.plumbline.http.entrance.Refusals;
import org.plumbline.http.live.StreamLimits;
import org.plumbline.kernel.Breaker;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.SteadyClock;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.monitoring.feed.LiveFeed;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.VersionSigner;
import org.plumbline.registry.VersionStore;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.document.Documents;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageEvents;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.access.AccessRoom;
import org.plumbline.store.audit.AuditRoom;
import org.plumbline.store.deployment.BatchRoom;
import org.plumbline.store.deployment.ChallengerRoom;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.files.FileGuard;
import org.plumbline.store.governance.EvidenceRoom;
import org.plumbline.store.lineage.OpenLineageSender;
import org.plumbline.store.lineage.OpenLineageSettings;
import org.plumbline.store.lineage.Outbox;
import org.plumbline.store.monitoring.PredictionLogSettings;
import org.plumbline.store.monitoring.PredictionRetention;
import org.plumbline.store.monitoring.SegmentLog;
import org.plumbline.store.monitoring.SqlLabelledCount;
import org.plumbline.store.monitoring.SqlPredictionScan;
import org.plumbline.store.notice.NoticeRoom;
import org.plumbline.store.registry.ObjectStores;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.store.tracking.TrackingRoom;

/**
 * Everything a running server is made of, wired by constructors, without any framework.
 *
 * <p>Opened before the web server starts, so that a fault here is one clear line and no half-open
 * port; closed after the last request was answered.
 */
public final class Service implements AutoCloseable {
  private static final Duration ENDS_EVERY = Duration.ofMillis(500);
  private static final Duration FIGURES_EVERY = Duration.ofMinutes(1);
  private static final Duration CHALLENGERS_EVERY = Duration.ofMinutes(1);
  private static final Duration JOINT_LOOKS_EVERY = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Home home;
  private final FileGuard claim;
  private final Database database;
  private final InstantSource clock = InstantSource.system();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
  private final AuditRoom auditRoom;
  private final AuditTrail audit;
  private final Refusals refusals;
  private final AccessRoom access;
  private final ObjectStore objects;
  private final ModelStore models;
  private final VersionStore versions;
  private final Registry registry;
  private final Stewardship stewardship;
  private final Catalogue catalogue;
  private final Documents documents;
  private final VersionSigner signer;
  private final Dossiers dossiers;
  private final Lineage lineage;
  private final LineageEvents lineageEvents;
  private final Tracking tracking;
  private final RunFiles runFiles;
  private final RunUploads runUploads;
  private final WatchRoom watch;
  private final Recurring jointLooks;
  private final Recurring figures;
  private final ChallengerRoom challengerRoom;
  private final Recurring challengerKeeper;
  private final Recurring ends;
  private final NoticeRoom notices;
  private final LiveFeed liveFeed;
  private final StreamLimits streamLimits;
  private final PredictionLogSettings logSettings;
  private final Optional<SegmentLog> segmentLog;
  private final GroupCommitLog predictionLog;
  private final BatchRoom batches;
  private final BatchWorker batchWorker;
  private final Optional<PredictionRetention> retention;

  private final Optional<OpenLineageSender> sender;
  private @Nullable Thread older;

  private Service(Home home, FileGuard claim, Database database, Map<String, String> environment) {
    this.home = home;
    this.claim = claim;
    this.database = database;
    this.logSettings = PredictionLogSettings.of(environment);
    this.auditRoom = AuditRoom.open(home, database, clock);
    this.audit = auditRoom.trail();
    this.refusals = new Refusals(database, audit, new SteadyClock());
    this.access = AccessRoom.open(home, database, audit, environment);
    RegistryRoom room = RegistryRoom.over(database, home, audit, clock, environment);
    this.objects = room.objects();
    this.models = room.models();
    this.versions = room.versions();
    this.registry = room.registry();
    this.tracking = TrackingRoom.over(database, audit, clock, new SecureRandom());
    this.runFiles = TrackingRoom.files(database, objects, tracking, clock, environment);
    this.runUploads = TrackingRoom.uploads(database, objects, tracking, runFiles, clock);
    this.stewardship = room.stewardship();
    this.catalogue = room.catalogue();
    this.documents = room.documents();
    this.signer = room.signer();
    this.lineage = room.lineage();
    this.lineageEvents = room.lineageEvents();
    this.sender =
        OpenLineageSettings.of(environment)
            .map(told -> new OpenLineageSender(new Outbox(database), told, clock));
    this.watch = WatchRoom.over(database, registry, audit, ids::next, clock);
    this.challengerRoom =
        ChallengerRoom.over(
            database,
            registry,
            watch,
            new LogRetraining(
                registry,
                tracking,
                watch,
                new SqlPredictionScan(database),
                new SqlLabelledCount(database),
                Clock.systemUTC()),
            audit,
            ids::next,
            clock);
    this.challengerKeeper =
        Recurring.platform("challengers", CHALLENGERS_EVERY, challengerRoom.challengers()::look);
    this.jointLooks =
        Recurring.platform("joint-looks", JOINT_LOOKS_EVERY, watch.jointKeeper()::look);
    this.figures =
        Recurring.virtual(
            "figures-of-today", FIGURES_EVERY, () -> watch.executives().keep(clock.instant()));
    this.ends = Recurring.virtual("kill-switch-ends", ENDS_EVERY, watch.killing()::endDue);
    this.notices = NoticeRoom.over(database, home, audit, ids::next, clock, environment);
    this.dossiers = EvidenceRoom.over(room, watch, audit, auditRoom.evidence());
    this.streamLimits = StreamLimits.of(environment);
    this.liveFeed = LiveFeed.start(watch.logTail());
    this.segmentLog = startSegmentLog();
    this.predictionLog =
        GroupCommitLog.start(
            answersWithoutDatabase() ? segmentLog.orElseThrow() : watch.predictionWriter(),
            liveFeed,
            GroupCommitLog.DEFAULT_CAPACITY);
    this.batches =
        new BatchRoom(database, home, watch.routes(), audit, ids::next, clock, environment);
    this.batchWorker = batches.worker(predictionLog, watch.predictions());
    this.retention =
        logSettings.retentionDays().stream()
            .mapToObj(days -> new PredictionRetention(database, audit, clock, days))
            .findFirst();
  }

  /**
   * Claims the home for this process, starts or reaches PostgreSQL and migrates it.
   *
   * @throws org.plumbline.kernel.PlumblineException HOME_IN_USE, HOME_NOT_WRITABLE or
   *     STORE_UNAVAILABLE
   */
  public static Service open(Home home) {
    FileGuard claim = home.claimForServer();
    Database database = null;
    boolean opened = false;
    try {
      database = Database.open(home);
      var service = new Service(home, claim, database, System.getenv());
      opened = true;
      return service;
    } finally {
      if (!opened) {
        if (database != null) {
          database.close();
        }
        release(claim);
      }
    }
  }

  public Home home() {
    return home;
  }

  public Database database() {
    return database;
  }

  public InstantSource clock() {
    return clock;
  }

  public TimeOrderedIds ids() {
    return ids;
  }

  public AuditTrail audit() {
    return audit;
  }

  /** Checkpoints, proofs, exports and erasure. */
  public AuditRoom auditRoom() {
    return auditRoom;
  }

  public Refusals refusals() {
    return refusals;
  }

  public AccessRoom access() {
    return access;
  }

  public ModelStore models() {
    return models;
  }

  public VersionStore versions() {
    return versions;
  }

  public Registry registry() {
    return registry;
  }

  public Stewardship stewardship() {
    return stewardship;
  }

  public Documents documents() {
    return documents;
  }

  public VersionSigner signer() {
    return signer;
  }

  public Dossiers dossiers() {
    return dossiers;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public Lineage lineage() {
    return lineage;
  }

  public LineageEvents lineageEvents() {
    return lineageEvents;
  }

  /** Experiments and runs. */
  public Tracking tracking() {
    return tracking;
  }

  public RunFiles runFiles() {
    return runFiles;
  }

  public RunUploads runUploads() {
    return runUploads;
  }

  /** Monitoring, governance and deployment. */
  public WatchRoom watch() {
    return watch;
  }

  /** Champions and challengers. */
  public ChallengerRoom challengers() {
    return challengerRoom;
  }

  /** Who is told of alerts. */
  public NoticeRoom notices() {
    return notices;
  }

  /** What the log takes in, for live streams. */
  public LiveFeed liveFeed() {
    return liveFeed;
  }

  public StreamLimits streamLimits() {
    return streamLimits;
  }

  /** Files that are scored. */
  public BatchRoom batches() {
    return batches;
  }

  public GroupCommitLog predictionLog() {
    return predictionLog;
  }

  /** What waits for PostgreSQL on the disk, when the log is kept so or was before. */
  public Optional<SegmentLog> segmentLog() {
    return segmentLog;
  }

  /** What is reached over the network beside PostgreSQL. */
  public List<Breaker> remoteParts() {
    return Stream.concat(
            ObjectStores.breaker(objects).stream(), sender.map(OpenLineageSender::breaker).stream())
        .toList();
  }

  /** Whether predictions are answered while PostgreSQL is away. */
  public boolean answersWithoutDatabase() {
    return logSettings.mode() == PredictionLogSettings.Mode.SEGMENT;
  }

  /** What an earlier run left in segments is drained in any mode. */
  private Optional<SegmentLog> startSegmentLog() {
    if (!answersWithoutDatabase() && !SegmentLog.isLeftIn(home.predictionLog())) {
      return Optional.empty();
    }
    return Optional.of(
        SegmentLog.start(
            home.predictionLog(), logSettings.segments(), watch.predictionWriter(), database));
  }

  /** Loads what serves and begins to watch; call it once, before requests come. */
  public void start() {
    auditRoom.start();
    older = Thread.ofVirtual().name("lineage-of-older-versions").start(this::recordOlder);
    sender.ifPresent(OpenLineageSender::start);
    watch.routes().start();
    watch.comparisons().start();
    watch.paces().start();
    watch.canaryKeeper().start();
    jointLooks.start();
    figures.start();
    challengerKeeper.start();
    ends.start();
    watch.keeper().start();
    notices.start();
    batchWorker.start();
    retention.ifPresent(PredictionRetention::start);
  }

  /** Versions from before the lineage join it; what fails now is tried at the next start. */
  private void recordOlder() {
    try {
      lineage.recordMissing(registry);
    } catch (RuntimeException failure) {
      System.getLogger(Service.class.getName())
          .log(System.Logger.Level.WARNING, "The lineage of older versions is not whole", failure);
    }
  }

  private void stopRecording() {
    Thread running = older;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(STOP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** PostgreSQL goes last: all else may still have something to write. */
  @Override
  public void close() {
    try {
      stopRecording();
      sender.ifPresent(OpenLineageSender::close);
      batchWorker.close();
      retention.ifPresent(PredictionRetention::close);
      predictionLog.close();
      ends.close();
      liveFeed.close();
      segmentLog.ifPresent(SegmentLog::close);
      watch.keeper().close();
      notices.close();
      jointLooks.close();
      figures.close();
      challengerKeeper.close();
      watch.canaryKeeper().close();
      watch.comparisons().close();
      watch.paces().close();
      watch.routes().close();
      access.close();
      refusals.close();
      auditRoom.close();
      database.close();
    } finally {
      release(claim);
    }
  }

  private static void release(FileGuard claim) {
    try {
      claim.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the claim on the data directory could not be released", e);
    }
  }
}
