package org.plumbline.http.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.ChainVerification;

/**
 * Verifications that run behind the answer, one at a time: who asks while one runs is told of that
 * one. The last few are remembered. Safe to share.
 */
final class Verifications {
  private static final int REMEMBERED = 16;

  private final AuditTrail audit;
  private final InstantSource clock;
  private final Map<UUID, Run> runs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable Run latest;

  Verifications(AuditTrail audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** A verification, running, failed on our side, or finished. */
  static final class Run {
    private final UUID id = UUID.randomUUID();
    private final Instant startedAt;
    private final long total;
    private volatile long done;
    private volatile boolean failed;
    private volatile @Nullable ChainVerification result;

    Run(Instant startedAt, long total) {
      this.startedAt = startedAt;
      this.total = total;
    }

    UUID id() {
      return id;
    }

    Instant startedAt() {
      return startedAt;
    }

    long total() {
      return total;
    }

    long done() {
      return done;
    }

    Optional<ChainVerification> result() {
      return Optional.ofNullable(result);
    }

    String state() {
      if (failed) {
        return "failed";
      }
      return result == null ? "running" : "finished";
    }
  }

  synchronized Run start() {
    Run running = latest;
    if (running != null && running.state().equals("running")) {
      return running;
    }
    long total =
        audit.list(AuditQuery.newest(1)).entries().stream()
            .mapToLong(entry -> entry.sequence())
            .findFirst()
            .orElse(0);
    var run = new Run(clock.instant(), total);
    latest = run;
    runs.put(run.id(), run);
    Thread.ofPlatform().name("audit-verification").daemon().start(() -> verify(run));
    return run;
  }

  private void verify(Run run) {
    try {
      run.result = audit.verify(done -> run.done = done);
    } catch (RuntimeException failure) {
      run.failed = true;
      System.getLogger(Verifications.class.getName())
          .log(System.Logger.Level.ERROR, "The audit trail could not be verified", failure);
    }
  }

  synchronized Optional<Run> find(UUID id) {
    return Optional.ofNullable(runs.get(id));
  }
}
