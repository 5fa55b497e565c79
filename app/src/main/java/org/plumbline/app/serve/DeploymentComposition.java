package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
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
import org.plumbline.deployment.contest.Challengers;
import org.plumbline.deployment.contest.Contests;
import org.plumbline.deployment.executive.Executives;
import org.plumbline.deployment.online.OnlineFeatures;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.deployment.safeguard.SafeguardStore;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.trial.Trials;
import org.plumbline.monitoring.pace.Paces;

/** Hands what decides which version answers, and whether it may, to the web layer. */
@Singleton
final class DeploymentComposition {
  private final Service service = Server.served();

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
  Approvals approvals() {
    return service.watch().approvals();
  }

  @Produces
  @Singleton
  DeploymentLedger ledger() {
    return service.watch().ledger();
  }

  @Produces
  @Singleton
  Routes routes() {
    return service.watch().routes();
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
  Paces paces() {
    return service.watch().paces();
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
  OnlineFeatures onlineFeatures() {
    return service.watch().features();
  }

  @Produces
  @Singleton
  BatchJobs batches() {
    return service.batches().jobs();
  }

  @Produces
  @Singleton
  Overviews overviews() {
    return service.watch().overviews();
  }

  @Produces
  @Singleton
  Executives executives() {
    return service.watch().executives();
  }

  @Produces
  @Singleton
  Contests contests() {
    return service.challengers().contests();
  }

  @Produces
  @Singleton
  Challengers challengers() {
    return service.challengers().challengers();
  }
}
