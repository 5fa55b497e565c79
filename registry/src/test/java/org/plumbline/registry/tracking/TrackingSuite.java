package org.plumbline.registry.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** The stores that tracking is tested over; each test starts with the default experiment. */
public abstract class TrackingSuite {
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Actor ANA = Actor.user("ana");
  static final Actor BEN = Actor.user("ben");

  Instant now = NOON;
  Tracking tracking;
  Experiment churn;

  /** What tracking is made of. */
  public record Stores(Transactions transactions, TrackingStore store, AuditTrail audit) {}

  protected abstract Stores stores();

  /** Leaves the default experiment and nothing else. */
  protected abstract void empty();

  @BeforeEach
  final void open() {
    empty();
    Stores stores = stores();
    var random = new SplittableRandom(7);
    tracking =
        new Tracking(stores.transactions(), stores.store(), stores.audit(), () -> now, random);
    churn = tracking.experiments().create("churn", null, Map.of("team", "north"), ANA);
  }

  final RunId start(String name) {
    return tracking.startRun(RunStart.in(churn.id()).named(name), ANA).id();
  }

  final void log(RunId run, MetricPoint... points) {
    tracking.log(run, RunBatch.metrics(List.of(points)), ANA);
  }

  static RunBatch metric(String key, double value, long step) {
    return RunBatch.metrics(List.of(new MetricPoint(key, value, step, NOON)));
  }

  final List<String> names(RunQuery query) {
    return tracking.searchRuns(query).runs().stream().map(run -> run.info().name()).toList();
  }

  final List<String> actions() {
    return stores().audit().list(AuditQuery.newest(100)).entries().stream()
        .map(AuditEntry::event)
        .map(event -> event.action())
        .toList();
  }

  static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
