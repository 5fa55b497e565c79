package org.plumbline.monitoring.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.WindowWatch.Seen;

class ReasonWatchTest {
  private static final List<String> FEATURES =
      List.of("tenure", "contract", "charges", "support", "age", "region", "rare", "rarest");
  private static final double[] USUAL = {0.34, 0.22, 0.18, 0.12, 0.08, 0.04, 0.015, 0.005};

  /** First reasons, a share of which is taken from the first feature and given to the fourth. */
  private static Map<String, Long> draw(long seed, int answers, double moved) {
    var random = new SplittableRandom(seed);
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < answers; i++) {
      double left = random.nextDouble();
      int feature = 0;
      while (feature < USUAL.length - 1 && left >= share(feature, moved)) {
        left -= share(feature, moved);
        feature++;
      }
      counts.merge(FEATURES.get(feature), 1L, Long::sum);
    }
    return counts;
  }

  private static double share(int feature, double moved) {
    return USUAL[feature] + (feature == 0 ? -moved : feature == 3 ? moved : 0);
  }

  private static int found(int seeds, double moved) {
    int found = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Seen seen =
          ReasonWatch.seen(
              draw(10_000 + seed, 400, 0), draw(50_000 + seed, 400, moved), MonitorPlan.STANDARD);
      found += seen.findings().isEmpty() ? 0 : 1;
    }
    return found;
  }

  @Test
  void otherReasonsAreFoundAndNamed() {
    Seen seen = ReasonWatch.seen(draw(1, 5_000, 0), draw(2, 2_000, 0.3), MonitorPlan.STANDARD);

    assertThat(seen.findings()).singleElement().satisfies(ReasonWatchTest::tellsWhatMoved);
    assertThat(seen.readings().getLast().value()).isCloseTo(0.3, within(0.04));
  }

  private static void tellsWhatMoved(Finding found) {
    assertThat(found.severity()).isEqualTo(Severity.HIGH);
    assertThat(found.detail()).containsPattern("tenure .* before\\)").contains("support");
  }

  @Test
  void fewReasonsAreNotKnownInsteadOfWell() {
    Seen seen = ReasonWatch.seen(draw(1, 5_000, 0), draw(2, 199, 0.3), MonitorPlan.STANDARD);

    assertThat(seen.findings()).isEmpty();
    assertThat(seen.readings()).allMatch(one -> Double.isNaN(one.value()));
    assertThat(ReasonWatch.seen(Map.of(), Map.of(), MonitorPlan.STANDARD).findings()).isEmpty();
  }

  @Test
  void aFeatureThatWasNeverFirstBeforeIsARaise() {
    Seen seen =
        ReasonWatch.seen(
            Map.of("tenure", 900L, "charges", 100L),
            Map.of("tenure", 500L, "charges", 100L, "leak", 400L),
            MonitorPlan.STANDARD);

    assertThat(seen.findings()).hasSize(1);
    assertThat(seen.findings().getFirst().detail()).contains("leak 40.0 % (0.0 % before)");
  }

  /** One reason for all, then as now, is no change. */
  @Test
  void oneReasonForAllIsNoChange() {
    Map<String, Long> one = Map.of("tenure", 500L);

    assertThat(ReasonWatch.seen(one, one, MonitorPlan.STANDARD).findings()).isEmpty();
  }

  /** At most the rate of 1 % and three standard errors of a thousand unchanged windows. */
  @Test
  void anUnchangedWorldIsLeftAlone() {
    assertThat(found(1_000, 0)).isLessThanOrEqualTo(19);
  }

  /** Power: a fifth of the answers with another first reason, of 400, in 95 % of the windows. */
  @Test
  void aFifthOfOtherReasonsIsFound() {
    assertThat(found(200, 0.2)).isGreaterThanOrEqualTo(190);
  }
}
