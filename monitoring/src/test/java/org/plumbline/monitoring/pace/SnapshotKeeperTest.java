package org.plumbline.monitoring.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.monitoring.PaceLimits;
import org.plumbline.monitoring.Reading;

class SnapshotKeeperTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private static List<Instant> daily(int count, Duration old) {
    return IntStream.range(0, count)
        .mapToObj(i -> NOW.minus(old).minus(Duration.ofDays(i)))
        .toList();
  }

  @Test
  void theAgeThatIsAllowedFollowsHowOftenOneComes() {
    Reading fresh =
        SnapshotKeeper.reading(daily(7, Duration.ofHours(30)), NOW, PaceLimits.STANDARD);

    assertThat(fresh.value()).isEqualTo(30);
    assertThat(fresh.limit()).isEqualTo(48);
  }

  @Test
  void fewSnapshotsHaveAnAgeButNoLimit() {
    Reading only = SnapshotKeeper.reading(daily(2, Duration.ofDays(90)), NOW, PaceLimits.STANDARD);

    assertThat(only.value()).isEqualTo(90 * 24);
    assertThat(only.limit()).isNaN();
    assertThat(only.note()).contains("Only 2 snapshots");
  }

  @Test
  void thePlanSetsTheAge() {
    var limits = new PaceLimits(null, null, null, null, 0.05, 6.0, 2);

    assertThat(SnapshotKeeper.reading(daily(1, Duration.ofHours(7)), NOW, limits).limit())
        .isEqualTo(6);
  }
}
