package org.plumbline.app.serve;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the table of serving versions is in memory; the server does not start without it. */
@Readiness
final class RoutesReadiness implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    Service service = Server.served();
    return HealthCheckResponse.named("routes")
        .withData("waitingPredictions", service.predictionLog().waitingRows())
        .up()
        .build();
  }
}
