package org.plumbline.app.serve;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while PostgreSQL answers; with a log in segments also while it is away, as predictions are
 * answered then.
 */
@Readiness
final class StoreReadiness implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    Service served = Server.served();
    return HealthCheckResponse.named("database")
        .status(served.database().isReachable() || served.answersWithoutDatabase())
        .build();
  }
}
