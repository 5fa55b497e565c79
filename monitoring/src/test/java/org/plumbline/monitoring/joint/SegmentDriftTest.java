package org.plumbline.monitoring.joint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.monitoring.LookSchedule;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.WindowWatch.Seen;

class SegmentDriftTest {
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("load", ColumnType.NUMBER, Role.FEATURE, false),
              ColumnContract.category(
                  "region", Role.FEATURE, false, List.of("north", "south", "east", "islands")),
              ColumnContract.of("age", ColumnType.NUMBER, Role.FEATURE, false)));
  private static final MonitorPlan PLAN =
      MonitorPlan.STANDARD.with(Set.of("region", "load", "unheard"), LookSchedule.STANDARD);

  /** The load of the south is shifted; two in a hundred rows are from the islands. */
  private static List<double[]> draw(long seed, int rows, double shift) {
    var random = new SplittableRandom(seed);
    List<double[]> drawn = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double share = random.nextDouble();
      int region = share < 0.5 ? 0 : share < 0.75 ? 1 : share < 0.98 ? 2 : 3;
      drawn.add(
          new double[] {
            random.nextGaussian() + (region == 1 ? shift : 0),
            share < 0.001 ? Double.NaN : region,
            random.nextExponential()
          });
    }
    return drawn;
  }

  private static Seen seen(long seed, double shift) {
    return SegmentDrift.of(
        CONTRACT, Map.of("load", 1.0), draw(seed, 1_000, 0), draw(-1 - seed, 1_000, shift), PLAN);
  }

  private static int found(int seeds, double shift) {
    int found = 0;
    for (int seed = 0; seed < seeds; seed++) {
      found += seen(2_000 + seed, shift).findings().isEmpty() ? 0 : 1;
    }
    return found;
  }

  @Test
  void whatDriftsInOneSegmentIsFoundThere() {
    Seen seen = seen(1, 1.2);

    assertThat(seen.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.column()).isEqualTo("region = south");
              assertThat(found.title())
                  .isEqualTo("load is unlike the reference where region = south");
            });
  }

  @Test
  void smallSegmentsAreNotKnown() {
    assertThat(seen(1, 0).readings())
        .filteredOn(one -> "region = islands".equals(one.subject()))
        .singleElement()
        .satisfies(one -> assertThat(one.value()).isNaN());
    assertThat(seen(1, 0).readings()).extracting(Reading::subject).doesNotContain("load = 0");
  }

  @Test
  void withoutRowsNothingIsTold() {
    assertThat(SegmentDrift.of(CONTRACT, Map.of(), List.of(), List.of(), PLAN).readings())
        .isEmpty();
  }

  /**
   * At most the rate of 1 % and three standard errors of 500 unchanged looks, over all segments.
   */
  @Test
  void anUnchangedWorldIsLeftAlone() {
    assertThat(found(500, 0)).isLessThanOrEqualTo(11);
  }

  /** Power: a deviation in a quarter of 1,000 rows is found in 95 % of the looks. */
  @Test
  void aShiftOfOneSegmentIsFound() {
    assertThat(found(100, 1)).isGreaterThanOrEqualTo(95);
  }
}
