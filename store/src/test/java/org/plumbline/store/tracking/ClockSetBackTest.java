package org.plumbline.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditQuery;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunUpdate;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.AuditRoom;

/** What is written before and after somebody sets the machine's clock back by an hour. */
class ClockSetBackTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void runsAndTheChainHold() {
    try (AuditRoom room = AuditRoom.open(Home.open(directory), DATABASE, () -> now)) {
      Tracking tracking = TrackingRoom.over(DATABASE, room.trail(), () -> now, new SecureRandom());
      RunId run = tracking.startRun(RunStart.in(ExperimentId.DEFAULT), ANA).id();
      log(tracking, run, 0.5, 1);
      room.checkpoint();

      now = now.minus(Duration.ofHours(1));
      log(tracking, run, 0.75, 2);
      RunInfo ended = tracking.updateRun(run, RunUpdate.status(RunStatus.FINISHED), ANA);
      room.checkpoint();

      assertThat(ended.endedAt()).isEqualTo(ended.startedAt());
      assertThat(tracking.loadRun(run).metrics())
          .hasEntrySatisfying("auc", point -> assertThat(point.value()).isEqualTo(0.75));
      assertThat(room.trail().verify().fault()).isEmpty();
      assertThat(room.trail().list(AuditQuery.newest(10)).entries())
          .extracting(AuditEntry::sequence)
          .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }
  }

  private void log(Tracking tracking, RunId run, double value, long step) {
    tracking.log(run, RunBatch.metrics(List.of(new MetricPoint("auc", value, step, now))), ANA);
  }
}
