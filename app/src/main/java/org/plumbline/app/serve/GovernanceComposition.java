package org.plumbline.app.serve;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.plumbline.governance.Evaluations;
import org.plumbline.governance.Risks;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.evidence.Dossiers;
import org.plumbline.governance.policy.Policies;
import org.plumbline.governance.policy.PoliciesInForce;

/** Hands policies, risk and evidence to the web layer. */
@Singleton
final class GovernanceComposition {
  private final Service service = Server.served();

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
  Evaluations evaluations() {
    return service.watch().evaluations();
  }

  @Produces
  @Singleton
  Simulation simulation() {
    return service.watch().simulation();
  }

  @Produces
  @Singleton
  Risks risks() {
    return service.watch().risks();
  }

  @Produces
  @Singleton
  Dossiers dossiers() {
    return service.dossiers();
  }
}
