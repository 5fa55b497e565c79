package org.plumbline.app.serve;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.plumbline.kernel.Breaker;

/** Tells of remote parts; up without them too, since what is loaded serves on. */
@Readiness
final class RemoteHealth implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health = HealthCheckResponse.named("remote-parts").up();
    for (Breaker part : Server.served().remoteParts()) {
      health.withData(part.name(), part.state().wireName());
    }
    return health.build();
  }
}
