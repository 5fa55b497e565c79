package org.plumbline.store.deployment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.Approvals;
import org.plumbline.deployment.Canaries;
import org.plumbline.deployment.CanaryStore;
import org.plumbline.deployment.ChangeRequestStore;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.Comparisons;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.GroupRule;
import org.plumbline.deployment.Killing;
import org.plumbline.deployment.Overviews;
import org.plumbline.deployment.Rollbacks;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.VersionLoader;
import org.plumbline.deployment.executive.Executives;
import org.plumbline.deployment.online.OnlineFeatures;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.deployment.safeguard.SafeguardStore;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.trial.BusinessFindings;
import org.plumbline.deployment.trial.Trials;
import org.plumbline.governance.Evaluations;
import org.plumbline.governance.Evaluator;
import org.plumbline.governance.Risks;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.WatchedFacts;
import org.plumbline.governance.policy.Policies;
import org.plumbline.governance.policy.PoliciesInForce;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.DriftReports;
import org.plumbline.monitoring.EndKeeper;
import org.plumbline.monitoring.FairnessCourses;
import org.plumbline.monitoring.FairnessReports;
import org.plumbline.monitoring.IncidentStore;
import org.plumbline.monitoring.Incidents;
import org.plumbline.monitoring.LabelHorizons;
import org.plumbline.monitoring.Labels;
import org.plumbline.monitoring.Memberships;
import org.plumbline.monitoring.Monitors;
import org.plumbline.monitoring.PerformanceReports;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.monitoring.Predictions;
import org.plumbline.monitoring.ReadingStore;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.monitoring.WatchedVersions;
import org.plumbline.monitoring.WindowKeeper;
import org.plumbline.monitoring.WindowWatches;
import org.plumbline.monitoring.cause.ReasonWatch;
import org.plumbline.monitoring.cause.ScoreShifts;
import org.plumbline.monitoring.feed.LogTail;
import org.plumbline.monitoring.joint.JointKeeper;
import org.plumbline.monitoring.log.PredictionExport;
import org.plumbline.monitoring.log.PredictionReader;
import org.plumbline.monitoring.log.Replays;
import org.plumbline.monitoring.pace.PaceWatch;
import org.plumbline.monitoring.pace.Paces;
import org.plumbline.monitoring.pace.SnapshotKeeper;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.registry.RegistrationListener;
import org.plumbline.registry.Registry;
import org.plumbline.stats.fairness.GroupThresholds;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Database;
import org.plumbline.store.governance.JsonPolicyFormat;
import org.plumbline.store.governance.SqlContests;
import org.plumbline.store.governance.SqlEvaluations;
import org.plumbline.store.governance.SqlPastDecisions;
import org.plumbline.store.governance.SqlPolicies;
import org.plumbline.store.governance.SqlRiskHistory;
import org.plumbline.store.lineage.ServingEvents;
import org.plumbline.store.monitoring.SqlAlerts;
import org.plumbline.store.monitoring.SqlAnswerMemory;
import org.plumbline.store.monitoring.SqlFairness;
import org.plumbline.store.monitoring.SqlFirstReasons;
import org.plumbline.store.monitoring.SqlIncidents;
import org.plumbline.store.monitoring.SqlJointWindows;
import org.plumbline.store.monitoring.SqlLabelHorizons;
import org.plumbline.store.monitoring.SqlLabels;
import org.plumbline.store.monitoring.SqlLogTail;
import org.plumbline.store.monitoring.SqlModelSummaries;
import org.plumbline.store.monitoring.SqlMonitors;
import org.plumbline.store.monitoring.SqlPaces;
import org.plumbline.store.monitoring.SqlPredictionScan;
import org.plumbline.store.monitoring.SqlPredictionSearch;
import org.plumbline.store.monitoring.SqlPredictionWriter;
import org.plumbline.store.monitoring.SqlPredictions;
import org.plumbline.store.monitoring.SqlReadings;
import org.plumbline.store.monitoring.SqlReasonCoverage;
import org.plumbline.store.monitoring.SqlSnapshots;
import org.plumbline.store.monitoring.SqlTimeline;
import org.plumbline.store.monitoring.SqlWindows;
import org.plumbline.store.registry.SqlModelStore;
import org.plumbline.training.Mitigated;

/**
 * Monitoring, governance and deployment wired to PostgreSQL.
 *
 * <p>Nothing runs by itself: start {@link #routes}, {@link #comparisons}, {@link #paces}, {@link
 * #canaryKeeper} and {@link #keeper}, and a group commit log over {@link #predictionWriter}, where
 * they are wanted.
 */
public record WatchRoom(
    PredictionWriter predictionWriter,
    AnswerMemory answerMemory,
    Predictions predictions,
    PredictionReader predictionReader,
    PredictionExport predictionExport,
    Replays replays,
    LogTail logTail,
    Labels labels,
    LabelHorizons horizons,
    WatchedVersions versions,
    WindowKeeper keeper,
    DriftReports drift,
    PerformanceReports performance,
    FairnessReports fairness,
    ScoreShifts scoreShifts,
    FairnessCourses fairnessCourses,
    Memberships memberships,
    AlertStore alertStore,
    Alerts alerts,
    Monitors monitors,
    ReadingStore readings,
    IncidentStore incidentStore,
    Incidents incidents,
    Timeline timeline,
    Evaluations evaluations,
    Evaluator evaluator,
    Risks risks,
    Simulation simulation,
    PoliciesInForce policiesInForce,
    Policies policies,
    Approvals approvals,
    ChangeRequestStore changeRequestStore,
    ChangeRequests changeRequests,
    DeploymentLedger ledger,
    CanaryStore canaryStore,
    Canaries canaries,
    Recurring canaryKeeper,
    Comparisons comparisons,
    Paces paces,
    JointKeeper jointKeeper,
    Trials trials,
    Rollbacks rollbacks,
    KillSwitches killSwitches,
    Killing killing,
    SafeguardStore safeguards,
    Safeguarding safeguarding,
    OnlineFeatures features,
    Routes routes,
    Overviews overviews,
    Executives executives) {
  private static final Duration CANARY_LOOKS = Duration.ofSeconds(2);

  /* A model in memory keeps its trees beside the packed form that scores; the contract adds a
   * little. */
  private static final long BYTES_PER_FILE_BYTE = 3;
  private static final long OTHER_BYTES = 16 << 10;

  /** Wires the rooms with the policy that ships with the program. */
  public static WatchRoom over(
      Database database,
      Registry registry,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    var versions = new WatchedVersions(registry);
    var writer = new SqlPredictionWriter(database);
    var predictions = new SqlPredictions(database);
    var search = new SqlPredictionSearch(database);
    var windows = new SqlWindows(database);
    var labelStore = new SqlLabels(database);
    var horizons = new SqlLabelHorizons(database);
    var fairness = new SqlFairness(database);
    var summaries = new SqlModelSummaries(clock);
    var timeline = new SqlTimeline(database);
    var alertStore = new SqlAlerts(database);
    var incidentStore = new SqlIncidents(database);
    var incidents = new Incidents(database, incidentStore, alertStore, audit, ids, clock);
    var alerts =
        new Alerts(database, alertStore, timeline, summaries, incidents, audit, ids, clock);
    var monitors = new Monitors(database, new SqlMonitors(database), audit, clock);
    var facts =
        new WatchedFacts(
            registry,
            new SqlModelStore(database),
            windows,
            labelStore,
            new SqlReasonCoverage(database),
            new SqlContests(database),
            clock);
    var risks = new Risks(database, facts, new SqlRiskHistory(database), summaries, clock);
    var format = new JsonPolicyFormat();
    var policyStore = new SqlPolicies(database, format);
    var inForce = new PoliciesInForce(policyStore, format);
    var evaluations = new SqlEvaluations(database);
    var evaluator = new Evaluator(inForce, facts, evaluations, timeline, summaries, audit, ids);
    var requests = new SqlChangeRequests(database);
    var ledger = new SqlDeploymentLedger(database, ServingEvents.of(database, System.getenv()));
    var canaryStore = new SqlCanaries(database);
    var trials = new SqlTrials(database, horizons, clock);
    var canaries =
        new Canaries(
            database,
            canaryStore,
            ledger,
            new BusinessFindings(trials, clock),
            alertStore,
            alerts,
            timeline,
            audit,
            clock);
    var approvalStore = new SqlApprovals(database);
    var changes =
        new ChangeRequests(
            database,
            requests,
            ledger,
            canaryStore,
            approvalStore,
            evaluator,
            summaries,
            timeline,
            audit,
            ids,
            clock);
    var switches = new SqlKillSwitches(database);
    var safeguards = new SqlSafeguards(database);
    var paces = new SqlPaces(database);
    var reasons = new SqlFirstReasons(database);
    var readings = new SqlReadings(database);
    var watches =
        new WindowWatches(List.of(new PaceWatch(paces), new ReasonWatch(reasons)), readings);
    var ends = new EndKeeper(database, new SqlPastEnds(database), windows, alerts, clock);
    var snapshots =
        new SnapshotKeeper(
            database, new SqlSnapshots(database), windows, alerts, readings, monitors, clock);
    var keeper =
        new WindowKeeper(
            database,
            windows,
            reasons,
            labelStore,
            horizons,
            fairness,
            versions,
            alertStore,
            alerts,
            summaries,
            monitors,
            watches,
            clock,
            () -> {
              ends.look();
              snapshots.look();
            },
            changed -> changed.forEach(version -> refresh(risks, version)));
    return new WatchRoom(
        writer,
        new SqlAnswerMemory(database, writer, clock),
        predictions,
        new PredictionReader(database, predictions, search, versions, audit),
        new PredictionExport(database, search, new SqlPredictionScan(database), versions, audit),
        new Replays(database, predictions, registry, audit),
        new SqlLogTail(database, clock),
        new Labels(database, labelStore, versions, audit, clock),
        new LabelHorizons(database, horizons, audit, clock),
        versions,
        keeper,
        new DriftReports(windows, versions),
        new PerformanceReports(windows, labelStore, horizons, versions, clock),
        new FairnessReports(windows::since, versions, clock),
        new ScoreShifts(windows, versions, new SqlPredictionScan(database)),
        new FairnessCourses(fairness, versions),
        new Memberships(database, fairness, versions, audit, clock),
        alertStore,
        alerts,
        monitors,
        readings,
        incidentStore,
        incidents,
        timeline,
        evaluations,
        evaluator,
        risks,
        new Simulation(inForce, format, facts, new SqlPastDecisions(database), clock),
        inForce,
        new Policies(database, policyStore, inForce, format, audit, clock),
        new Approvals(database, approvalStore, changes, audit, ids, clock),
        requests,
        changes,
        ledger,
        canaryStore,
        canaries,
        Recurring.virtual(
            "canary-keeper",
            CANARY_LOOKS,
            () -> {
              canaries.look();
              changes.expire();
            }),
        new Comparisons(database, canaryStore, clock, Comparisons.CAPACITY),
        new Paces(database, paces, Paces.CAPACITY),
        new JointKeeper(
            database,
            new SqlJointWindows(database),
            windows,
            registry,
            versions,
            alerts,
            readings,
            monitors,
            clock),
        new Trials(trials, canaries, versions, clock),
        new Rollbacks(
            database, ledger, canaryStore, loader(registry), summaries, timeline, audit, clock),
        switches,
        new Killing(database, switches, ledger, summaries, timeline, audit, clock),
        safeguards,
        new Safeguarding(database, safeguards, timeline, audit, clock),
        new OnlineFeatures(database, new SqlFeatures(database), audit, ids, clock),
        new Routes(new SqlRoutes(database), loader(registry)),
        new SqlOverviews(database),
        new Executives(database, new SqlExecutive(database), clock));
  }

  /** One version that cannot be read any more must not keep the others from being watched. */
  private static void refresh(Risks risks, VersionId version) {
    try {
      risks.refresh(version);
    } catch (PlumblineException failure) {
      if (failure.code() != ErrorCode.TAMPERED && failure.code() != ErrorCode.NOT_FOUND) {
        throw failure;
      }
      System.getLogger(WatchRoom.class.getName())
          .log(System.Logger.Level.WARNING, "The risk of " + version + " is unknown", failure);
    }
  }

  private static VersionLoader loader(Registry registry) {
    return new VersionLoader() {
      @Override
      public Loaded load(VersionId id) {
        return WatchRoom.load(registry, id);
      }

      @Override
      public TableProfile reference(VersionId id) {
        return registry.loadReference(id);
      }
    };
  }

  private static VersionLoader.Loaded load(Registry registry, VersionId id) {
    LoadedVersion loaded = registry.loadModel(id);
    Double threshold = loaded.version().scorecard().threshold();
    return new VersionLoader.Loaded(
        loaded.model(),
        loaded.version().contract(),
        threshold == null ? Double.NaN : threshold,
        OTHER_BYTES + BYTES_PER_FILE_BYTE * loaded.modelBytes(),
        groups(loaded.version().scorecard().mitigation()));
  }

  /** What its training chose, whether anybody decides by it or not. */
  private static @Nullable GroupRule groups(@Nullable Mitigated mitigation) {
    if (mitigation == null || mitigation.thresholds() == null) {
      return null;
    }
    Mitigated.Thresholds chosen = mitigation.thresholds();
    return new GroupRule(
        mitigation.attributes(), new GroupThresholds(chosen.common(), chosen.byGroup()));
  }

  /** Tells the timeline of each new version; give it to the registry. */
  public static RegistrationListener tellsTimeline(Database database) {
    var timeline = new SqlTimeline(database);
    return (tx, version) ->
        timeline.append(
            tx,
            version.id().model(),
            new TimelineEntry(
                version.createdAt(),
                "trained",
                version.id().number().value(),
                version.author(),
                version.learner() + " on " + version.provenance().dataName()));
  }
}
