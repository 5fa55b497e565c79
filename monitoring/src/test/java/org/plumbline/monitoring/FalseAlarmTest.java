package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.drift.ChanceEffect;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * The promise of the monitors: a model whose world has not changed is left alone in all but the
 * stated share of windows, and one whose world has changed is not.
 *
 * <p>A thousand seeds; of a promised rate r at most {@code 1000 r + 3 sqrt(1000 r (1 - r))} windows
 * may be found by chance.
 */
class FalseAlarmTest {
  private static final int SEEDS = 1_000;
  private static final int ROWS = 500;
  private static final List<String> PLANS = List.of("basic", "plus", "gold", "rare");

  private static final List<ProfileColumn> COLUMNS = columns();

  private static List<ProfileColumn> columns() {
    List<ProfileColumn> columns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      columns.add(ProfileColumn.numeric("n" + i));
    }
    columns.add(ProfileColumn.categorical("plan", PLANS));
    columns.add(ProfileColumn.numeric(WatchedVersion.PREDICTION));
    return columns;
  }

  /**
   * Normal, skewed, whole and missing values, a category, and a score; the first may be shifted.
   */
  private static TableProfile draw(long seed, int rows, double shift) {
    var random = new SplittableRandom(seed);
    var builder = new ProfileBuilder(COLUMNS, WindowFeeder.MEMORY);
    for (int row = 0; row < rows; row++) {
      double share = random.nextDouble();
      builder.addRow(
          new double[] {
            random.nextGaussian() + shift,
            Math.exp(random.nextGaussian()),
            random.nextInt(10),
            random.nextDouble() < 0.3 ? Double.NaN : random.nextGaussian(),
            random.nextDouble() < 0.7 ? 0 : random.nextExponential(),
            random.nextDouble(),
            share < 0.6 ? 0 : share < 0.85 ? 1 : share < 0.995 ? 2 : 3,
            1 / (1 + Math.exp(-random.nextGaussian()))
          });
    }
    return builder.build();
  }

  private static int flagged(int seeds, MonitorPlan plan, IntFunction<TableProfile> window) {
    TableProfile reference = draw(7, 5_000, 0);
    double chance =
        plan.learned() ? ChanceEffect.limit(reference, ROWS, plan.falseAlarmRate(), 1_000, 11) : 0;
    int flagged = 0;
    for (int seed = 0; seed < seeds; seed++) {
      TableProfile current = window.apply(seed);
      List<Finding> found =
          new ArrayList<>(
              DriftFindings.of(
                  DriftKeeper.lines(DriftReport.compare(reference, current, plan.drift(chance))),
                  Map.of("n0", 1.0),
                  plan));
      found.addAll(QualityFindings.of(reference, current, plan, Map.of("n0", 1.0)));
      flagged += found.isEmpty() ? 0 : 1;
    }
    return flagged;
  }

  private static MonitorPlan plan(double rate, boolean learned) {
    MonitorPlan plain = MonitorPlan.STANDARD;
    return new MonitorPlan(
        plain.off(),
        plain.ignored(),
        plain.windowDays(),
        plain.leastRows(),
        rate,
        learned,
        plain.slight(),
        plain.moderate(),
        plain.severe(),
        plain.missingRise(),
        plain.unseenShare(),
        plain.hysteresis(),
        plain.segments(),
        plain.pace(),
        plain.schedule());
  }

  private static int atMost(double rate) {
    return (int) Math.floor(SEEDS * rate + 3 * Math.sqrt(SEEDS * rate * (1 - rate)));
  }

  @Test
  void anUnchangedWorldIsLeftAloneByTheStandard() {
    int flagged = flagged(SEEDS, MonitorPlan.STANDARD, seed -> draw(1_000 + seed, ROWS, 0));

    assertThat(flagged).isLessThanOrEqualTo(atMost(0.01));
  }

  @Test
  void whatChanceReachesIsLearnedFromTheReference() {
    int flagged = flagged(SEEDS, plan(0.05, true), seed -> draw(50_000 + seed, ROWS, 0));

    assertThat(flagged).isLessThanOrEqualTo(atMost(0.05));
  }

  /** Power: half a standard deviation in 500 answers is found in at least 95 % of the windows. */
  @Test
  void aShiftOfHalfADeviationIsFound() {
    assertThat(flagged(200, MonitorPlan.STANDARD, seed -> draw(90_000 + seed, ROWS, 0.5)))
        .isGreaterThanOrEqualTo(190);
    assertThat(flagged(200, plan(0.05, true), seed -> draw(90_000 + seed, ROWS, 0.5)))
        .isGreaterThanOrEqualTo(190);
  }
}
