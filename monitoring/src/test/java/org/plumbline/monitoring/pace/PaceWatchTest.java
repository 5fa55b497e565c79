package org.plumbline.monitoring.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.PaceLimits;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.WindowWatch.Seen;

class PaceWatchTest {
  /** Latencies with a long tail: their median is the given one. */
  private static Pace pace(
      long seed, int requests, double medianMillis, ToDoubleFunction<SplittableRandom> age) {
    var random = new SplittableRandom(seed);
    var tally = new Pace.Tally();
    for (int i = 0; i < requests; i++) {
      tally.add(medianMillis * Math.exp(0.5 * random.nextGaussian()), age.applyAsDouble(random));
    }
    return tally.pace();
  }

  private static Pace pace(long seed, int requests, double medianMillis) {
    return pace(seed, requests, medianMillis, _ -> Double.NaN);
  }

  private static MonitorPlan plan(@Nullable Double p99Millis, @Nullable Double rowHours) {
    MonitorPlan plain = MonitorPlan.STANDARD;
    return plain.with(new PaceLimits(null, null, p99Millis, rowHours, 0.05, null, 2));
  }

  private static Reading reading(Seen seen, Measure measure) {
    return seen.readings().stream()
        .filter(one -> one.measure() == measure)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatAnswersTwiceAsSlowlyAsAllowedIsFound() {
    Seen seen = PaceWatch.seen(pace(1, 2_000, 20), Pace.NONE, plan(30.0, null));

    assertThat(seen.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(AlertKind.SLOW_ANSWERS);
              assertThat(found.detail()).contains("99 % of 2000 requests", "30.0 ms are allowed");
            });
    assertThat(reading(seen, Measure.LATENCY_P50).value()).isCloseTo(20, within(1.0));
    assertThat(reading(seen, Measure.LATENCY_P50).limit()).isNaN();
    assertThat(reading(seen, Measure.LATENCY_P99).limit()).isEqualTo(30);
  }

  @Test
  void theLimitIsLearnedFromTheWeeksBefore() {
    Pace before = pace(2, 5_000, 10);

    Seen same = PaceWatch.seen(pace(3, 2_000, 10), before, MonitorPlan.STANDARD);
    Seen slower = PaceWatch.seen(pace(4, 2_000, 30), before, MonitorPlan.STANDARD);

    assertThat(same.findings()).isEmpty();
    assertThat(reading(same, Measure.LATENCY_P50).limit()).isCloseTo(20, within(1.0));
    assertThat(slower.findings()).extracting(Finding::severity).containsExactly(Severity.HIGH);
  }

  @Test
  void nobodySuffersFromWhatIsStillQuick() {
    Seen seen = PaceWatch.seen(pace(5, 2_000, 0.9), pace(6, 5_000, 0.2), MonitorPlan.STANDARD);

    assertThat(seen.findings()).isEmpty();
  }

  @Test
  void whatCannotBeKnownIsNeitherGoodNorBad() {
    Seen nothing = PaceWatch.seen(Pace.NONE, Pace.NONE, plan(1.0, 1.0));
    Seen first = PaceWatch.seen(pace(7, 2_000, 900), Pace.NONE, MonitorPlan.STANDARD);

    assertThat(nothing.findings()).isEmpty();
    assertThat(nothing.readings()).hasSize(5).allMatch(one -> Double.isNaN(one.value()));
    assertThat(first.findings()).isEmpty();
    assertThat(reading(first, Measure.LATENCY_P95).note()).contains("four weeks before hold 0");
  }

  /** Of 1,000 unchanged windows at most the rate, and three standard errors, are found slow. */
  @Test
  void anUnchangedPaceIsLeftAlone() {
    double p99 = 10 * Math.exp(0.5 * 2.3263);
    int found = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Seen seen = PaceWatch.seen(pace(100 + seed, 300, 10), Pace.NONE, plan(p99, null));
      found += seen.findings().isEmpty() ? 0 : 1;
    }

    assertThat(found).isLessThanOrEqualTo(19);
  }

  @Test
  void answersOnStaleRowsAreFound() {
    ToDoubleFunction<SplittableRandom> anHour = random -> 3_600 * random.nextDouble();
    ToDoubleFunction<SplittableRandom> someOfADay =
        random -> random.nextInt(10) == 0 ? 86_400 : 3_600 * random.nextDouble();

    Seen fresh = PaceWatch.seen(pace(8, 1_000, 1, anHour), Pace.NONE, plan(null, 2.0));
    Seen stale = PaceWatch.seen(pace(9, 1_000, 1, someOfADay), Pace.NONE, plan(null, 2.0));
    Seen learned =
        PaceWatch.seen(
            pace(10, 1_000, 1, someOfADay), pace(11, 2_000, 1, anHour), MonitorPlan.STANDARD);

    assertThat(fresh.findings()).isEmpty();
    assertThat(reading(fresh, Measure.STALE_SHARE).value()).isZero();
    assertThat(stale.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(AlertKind.STALE_ROWS);
              assertThat(found.effect()).isCloseTo(0.1, within(0.03));
            });
    assertThat(reading(learned, Measure.ROW_AGE_P95).limit()).isCloseTo(1.9, within(0.05));
    assertThat(learned.findings()).hasSize(1);
  }

  @Test
  void limitsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> plan(0.0, null))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("pace.p99Millis");
    assertThatThrownBy(() -> new PaceLimits(null, null, null, null, 1, null, 2))
        .hasMessageContaining("pace.staleShare");
  }
}
