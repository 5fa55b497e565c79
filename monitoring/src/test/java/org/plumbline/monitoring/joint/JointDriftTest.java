package org.plumbline.monitoring.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.WindowWatch.Seen;

class JointDriftTest {
  private static final List<ColumnContract> FEATURES =
      List.of(
          ColumnContract.of("load", ColumnType.NUMBER, Role.FEATURE, false),
          ColumnContract.of("heat", ColumnType.NUMBER, Role.FEATURE, false),
          ColumnContract.of("noise", ColumnType.NUMBER, Role.FEATURE, false),
          ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold", "rare")));

  /** Load and heat go together by so much; each of them is normal whatever that is. */
  private static List<double[]> draw(long seed, int rows, double together) {
    var random = new SplittableRandom(seed);
    List<double[]> drawn = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double load = random.nextGaussian();
      double own = Math.sqrt(1 - together * together) * random.nextGaussian();
      double share = random.nextDouble();
      drawn.add(
          new double[] {
            load,
            together * load + own,
            random.nextInt(10) == 0 ? Double.NaN : random.nextExponential(),
            share < 0.7 ? 0 : share < 0.98 ? 1 : 2
          });
    }
    return drawn;
  }

  private static Seen seen(long seed, int rows, double together) {
    return JointDrift.of(
        draw(seed, rows, 0.8), draw(-1 - seed, rows, together), FEATURES, MonitorPlan.STANDARD);
  }

  private static int found(int seeds, int rows, double together) {
    int found = 0;
    for (int seed = 0; seed < seeds; seed++) {
      found += seen(1_000 + seed, rows, together).findings().isEmpty() ? 0 : 1;
    }
    return found;
  }

  @Test
  void columnsThatNoLongerGoTogetherAreFoundAndNamed() {
    Seen seen = seen(1, 2_000, -0.8);

    assertThat(seen.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(AlertKind.JOINT_DRIFT);
              assertThat(found.detail()).contains("load").contains("heat").doesNotContain("noise");
            });
    assertThat(seen.readings().getFirst().value()).isGreaterThan(0.8);
  }

  @Test
  void fewRowsAreNotKnown() {
    assertThat(seen(1, JointDrift.LEAST - 1, -0.8).findings()).isEmpty();
    assertThat(seen(1, JointDrift.LEAST - 1, -0.8).readings())
        .singleElement()
        .satisfies(one -> assertThat(one.value()).isNaN());
  }

  @Test
  void whatIsIgnoredTellsNothing() {
    MonitorPlan plain = MonitorPlan.STANDARD;
    var plan =
        new MonitorPlan(
            plain.off(),
            Set.of("heat", "load", "noise", "plan"),
            plain.windowDays(),
            plain.leastRows(),
            plain.falseAlarmRate(),
            plain.learned(),
            plain.slight(),
            plain.moderate(),
            plain.severe(),
            plain.missingRise(),
            plain.unseenShare(),
            plain.hysteresis(),
            plain.segments(),
            plain.pace(),
            plain.schedule());

    Reading reading =
        JointDrift.of(draw(1, 300, 0.8), draw(2, 300, -0.8), FEATURES, plan).readings().getFirst();

    assertThat(reading.value()).isNaN();
    assertThat(reading.note()).isEqualTo("No input is watched");
  }

  /** At most the rate of 1 % and three standard errors of 100 unchanged windows. */
  @Test
  void anUnchangedWorldIsLeftAlone() {
    assertThat(found(100, 300, 0.8)).isLessThanOrEqualTo(3);
    assertThat(seen(7, 300, 0.8).readings().getFirst().value()).isCloseTo(0.5, within(0.1));
  }

  /** Power: two columns of 500 rows that no longer go together are found in 95 % of the windows. */
  @Test
  void columnsThatPartAreFound() {
    assertThat(found(20, 500, 0)).isGreaterThanOrEqualTo(19);
  }
}
