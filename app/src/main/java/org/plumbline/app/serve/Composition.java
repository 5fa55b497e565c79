package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.plumbline.access.Authenticator;
import org.plumbline.access.SignOn;
import org.plumbline.access.Tickets;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.Erasure;
import org.plumbline.deployment.Approvals;
import org.plumbline.deployment.Canaries;
import org.plumbline.deployment.CanaryStore;
import org.plumbline.deployment.ChangeRequestStore;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.Comparisons;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.Killing;
import org.plumbline.deployment.Overviews;
import org.plumbline.deployment.Rollbacks;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.RoutingReports;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.executive.Executives;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.deployment.safeguard.SafeguardStore;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.trial.Trials;
import org.plumbline.governance.Evaluations;
import org.plumbline.governance.Risks;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.evidence.Dossiers;
import org.plumbline.governance.policy.Policies;
import org.plumbline.governance.policy.PoliciesInForce;
import org.plumbline.http.entrance.Rates;
import org.plumbline.http.entrance.Refusals;
import org.plumbline.http.live.StreamLimits;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.DriftReports;
import org.plumbline.monitoring.FairnessReports;
import org.plumbline.monitoring.IncidentStore;
import org.plumbline.monitoring.Incidents;
import org.plumbline.monitoring.LabelHorizons;
import org.plumbline.monitoring.Labels;
import org.plumbline.monitoring.Monitors;
import org.plumbline.monitoring.PerformanceReports;
import org.plumbline.monitoring.PredictionLog;
import org.plumbline.monitoring.Predictions;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.feed.LiveFeed;
import org.plumbline.monitoring.log.PredictionExport;
import org.plumbline.monitoring.log.PredictionReader;
import org.plumbline.monitoring.log.Replays;
import org.plumbline.monitoring.notice.Routing;
import org.plumbline.oip.GrpcAddress;
import org.plumbline.oip.ServerState;
import org.plumbline.registry.ModelStore;
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

/** Hands the parts of the opened service to the web layer: the one place that names them all. */
@Singleton
final class Composition {
  private final Service service = Server.served();

  @Produces
  @Singleton
  Rates rates() {
    return Rates.standard();
  }

  @Produces
  @Singleton
  GrpcAddress grpcAddress(@ConfigProperty(name = "quarkus.http.host") String host) {
    OptionalInt port = Server.ports().grpc();
    return new GrpcAddress(host, port.orElse(0), port.isPresent());
  }

  @Produces
  @Singleton
  ServerState serverState() {
    return new ServerState() {
      @Override
      public boolean isReady() {
        return service.database().isReachable();
      }

      @Override
      public String version() {
        return Objects.requireNonNullElse(
            Server.class.getPackage().getImplementationVersion(), "unreleased");
      }
    };
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return service.clock();
  }

  @Produces
  @Singleton
  TimeOrderedIds ids() {
    return service.ids();
  }

  @Produces
  @Singleton
  Authenticator authenticator() {
    return service.access().authenticator();
  }

  @Produces
  @Singleton
  SignOn signOn() {
    return service.access().signOn();
  }

  @Produces
  @Singleton
  AuditTrail audit() {
    return service.audit();
  }

  @Produces
  @Singleton
  AuditEvidence auditEvidence() {
    return service.auditRoom().evidence();
  }

  @Produces
  @Singleton
  Erasure erasure() {
    return service.auditRoom().erasure();
  }

  @Produces
  @Singleton
  Refusals refusals() {
    return service.refusals();
  }

  @Produces
  @Singleton
  Transactions transactions() {
    return service.database();
  }

  @Produces
  @Singleton
  ModelStore models() {
    return service.models();
  }

  @Produces
  @Singleton
  VersionStore versions() {
    return service.versions();
  }

  @Produces
  @Singleton
  Registry registry() {
    return service.registry();
  }

  @Produces
  @Singleton
  Stewardship stewardship() {
    return service.stewardship();
  }

  @Produces
  @Singleton
  Catalogue catalogue() {
    return service.catalogue();
  }

  @Produces
  @Singleton
  Documents documents() {
    return service.documents();
  }

  @Produces
  @Singleton
  VersionSigner versionSigner() {
    return service.signer();
  }

  @Produces
  @Singleton
  Dossiers dossiers() {
    return service.dossiers();
  }

  @Produces
  @Singleton
  Lineage lineage() {
    return service.lineage();
  }

  @Produces
  @Singleton
  LineageEvents lineageEvents() {
    return service.lineageEvents();
  }

  @Produces
  @Singleton
  Tracking tracking() {
    return service.tracking();
  }

  @Produces
  @Singleton
  RunFiles runFiles() {
    return service.runFiles();
  }

  @Produces
  @Singleton
  RunUploads runUploads() {
    return service.runUploads();
  }

  @Produces
  @Singleton
  PredictionLog predictionLog() {
    return service.predictionLog();
  }

  @Produces
  @Singleton
  AnswerMemory answerMemory() {
    return service.watch().answerMemory();
  }

  @Produces
  @Singleton
  Routes routes() {
    return service.watch().routes();
  }

  @Produces
  @Singleton
  BatchJobs batches() {
    return service.batches().jobs();
  }

  @Produces
  @Singleton
  DeploymentLedger ledger() {
    return service.watch().ledger();
  }

  @Produces
  @Singleton
  CanaryStore canaryStore() {
    return service.watch().canaryStore();
  }

  @Produces
  @Singleton
  Canaries canaries() {
    return service.watch().canaries();
  }

  @Produces
  @Singleton
  Comparisons comparisons() {
    return service.watch().comparisons();
  }

  @Produces
  @Singleton
  RoutingReports routingReports() {
    return new RoutingReports(
        service.watch().ledger(),
        service.watch().canaryStore(),
        service.watch().rollbacks(),
        service.clock());
  }

  @Produces
  @Singleton
  Trials trials() {
    return service.watch().trials();
  }

  @Produces
  @Singleton
  Rollbacks rollbacks() {
    return service.watch().rollbacks();
  }

  @Produces
  @Singleton
  KillSwitches killSwitches() {
    return service.watch().killSwitches();
  }

  @Produces
  @Singleton
  Killing killing() {
    return service.watch().killing();
  }

  @Produces
  @Singleton
  SafeguardStore safeguards() {
    return service.watch().safeguards();
  }

  @Produces
  @Singleton
  Safeguarding safeguarding() {
    return service.watch().safeguarding();
  }

  @Produces
  @Singleton
  ChangeRequests changeRequests() {
    return service.watch().changeRequests();
  }

  @Produces
  @Singleton
  ChangeRequestStore changeRequestStore() {
    return service.watch().changeRequestStore();
  }

  @Produces
  @Singleton
  Policies policies() {
    return service.watch().policies();
  }

  @Produces
  @Singleton
  PoliciesInForce policiesInForce() {
    return service.watch().policiesInForce();
  }

  @Produces
  @Singleton
  Approvals approvals() {
    return service.watch().approvals();
  }

  @Produces
  @Singleton
  Executives executives() {
    return service.watch().executives();
  }

  @Produces
  @Singleton
  Overviews overviews() {
    return service.watch().overviews();
  }

  @Produces
  @Singleton
  Evaluations evaluations() {
    return service.watch().evaluations();
  }

  @Produces
  @Singleton
  Risks risks() {
    return service.watch().risks();
  }

  @Produces
  @Singleton
  Simulation simulation() {
    return service.watch().simulation();
  }

  @Produces
  @Singleton
  Timeline timeline() {
    return service.watch().timeline();
  }

  @Produces
  @Singleton
  Predictions predictions() {
    return service.watch().predictions();
  }

  @Produces
  @Singleton
  PredictionReader predictionReader() {
    return service.watch().predictionReader();
  }

  @Produces
  @Singleton
  LiveFeed liveFeed() {
    return service.liveFeed();
  }

  @Produces
  @Singleton
  PredictionExport predictionExport() {
    return service.watch().predictionExport();
  }

  @Produces
  @Singleton
  Replays replays() {
    return service.watch().replays();
  }

  @Produces
  @Singleton
  StreamLimits streamLimits() {
    return service.streamLimits();
  }

  @Produces
  @Singleton
  Tickets tickets() {
    return service.access().tickets();
  }

  @Produces
  @Singleton
  Labels labels() {
    return service.watch().labels();
  }

  @Produces
  @Singleton
  LabelHorizons labelHorizons() {
    return service.watch().horizons();
  }

  @Produces
  @Singleton
  DriftReports drift() {
    return service.watch().drift();
  }

  @Produces
  @Singleton
  PerformanceReports performance() {
    return service.watch().performance();
  }

  @Produces
  @Singleton
  FairnessReports fairness() {
    return service.watch().fairness();
  }

  @Produces
  @Singleton
  AlertStore alertStore() {
    return service.watch().alertStore();
  }

  @Produces
  @Singleton
  Alerts alerts() {
    return service.watch().alerts();
  }

  @Produces
  @Singleton
  Monitors monitors() {
    return service.watch().monitors();
  }

  @Produces
  @Singleton
  IncidentStore incidentStore() {
    return service.watch().incidentStore();
  }

  @Produces
  @Singleton
  Incidents incidents() {
    return service.watch().incidents();
  }

  @Produces
  @Singleton
  Routing alertRouting() {
    return service.notices().routing();
  }
}
