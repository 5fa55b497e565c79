package org.plumbline.app.serve;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.plumbline.http.prediction.LoopDelay;
import org.plumbline.kernel.Breaker;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.store.monitoring.SegmentLog;

/** What the parts of the service that no request names tell about themselves. */
@Singleton
final class ServiceMeters {
  void register(@Observes StartupEvent started, MeterRegistry registry, LoopDelay delay) {
    Service service = Server.served();
    Gauge.builder("plumbline.log.waiting", service.predictionLog(), GroupCommitLog::waitingRows)
        .description("Rows that wait to be written to the prediction log")
        .register(registry);
    Gauge.builder("plumbline.loop.delay", delay, LoopDelay::seconds)
        .description("By how much the slowest event loop is behind")
        .baseUnit("seconds")
        .register(registry);
    service.segmentLog().ifPresent(log -> register(log, service.clock(), registry));
    service.remoteParts().forEach(part -> register(part, registry));
  }

  private static void register(SegmentLog log, InstantSource clock, MeterRegistry registry) {
    Gauge.builder("plumbline.log.segment.bytes", log, SegmentLog::waitingBytes)
        .description("Bytes of the segments that PostgreSQL does not have yet")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("plumbline.log.segment.age", log, of -> age(of, clock))
        .description("Age of the oldest prediction that PostgreSQL does not have yet")
        .baseUnit("seconds")
        .register(registry);
  }

  private static double age(SegmentLog log, InstantSource clock) {
    Instant now = clock.instant();
    return Duration.between(log.oldestWaiting().orElse(now), now).toMillis() / 1e3;
  }

  private static void register(Breaker part, MeterRegistry registry) {
    for (Breaker.State state : Breaker.State.values()) {
      Gauge.builder("plumbline.remote.state", part, of -> of.state() == state ? 1 : 0)
          .description("1 for the state that the breaker of a remote part is in")
          .tag("part", part.name())
          .tag("state", state.wireName())
          .register(registry);
    }
    FunctionCounter.builder("plumbline.remote.opened", part, Breaker::opened)
        .description("How often a remote part was found away and left alone")
        .tag("part", part.name())
        .register(registry);
  }
}
