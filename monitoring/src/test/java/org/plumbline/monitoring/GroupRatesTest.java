package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.VersionId;

class GroupRatesTest {
  private final List<String> groups = new ArrayList<>();
  private final BitSet selected = new BitSet();

  private void answered(String group, int rows, int positive) {
    selected.set(groups.size(), groups.size() + positive);
    for (int i = 0; i < rows; i++) {
      groups.add(group);
    }
  }

  private FairnessReport report() {
    return new GroupRates(groups, selected).report(VersionId.of("churn", 3), "plan");
  }

  @Test
  void everyGroupHasItsRateWithAnInterval() {
    answered("basic", 200, 40);
    answered("gold", 100, 30);

    FairnessReport report = report();

    FairnessReport.Group basic = report.groups().getFirst();
    assertThat(basic.rows()).isEqualTo(200);
    assertThat(basic.positiveRate()).isEqualTo(0.2);
    assertThat(basic.interval())
        .satisfies(
            interval -> {
              // Wilson's formula worked in Python with the normal quantile 1.959964.
              assertThat(interval.low()).isCloseTo(0.150452009, within(1e-8));
              assertThat(interval.high()).isCloseTo(0.260855187, within(1e-8));
            });
    assertThat(basic.toMostSelected())
        .satisfies(to -> assertThat(to.value()).isCloseTo(-0.1, within(1e-12)));
    assertThat(report.groups().getLast().toMostSelected()).isNull();
    assertThat(report.mostSelected()).isEqualTo("gold");
    assertThat(report.leastSelected()).isEqualTo("basic");
    assertThat(report.disparity()).isCloseTo(0.1, within(1e-12));
    assertThat(report.difference())
        .satisfies(it -> assertThat(it.low()).isLessThan(0.1).isBetween(-0.01, 0.02));
    assertThat(report.ratio()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(report.fourFifths()).isFalse();
    assertThat(report.overall())
        .satisfies(all -> assertThat(all.value()).isCloseTo(70 / 300.0, within(1e-12)));
  }

  @Test
  void oneSmallGroupHidesTheNextSmallestToo() {
    answered("basic", 200, 40);
    answered("gold", 100, 30);
    answered("pro", 50, 10);
    answered("rare", 7, 7);

    FairnessReport report = report();

    assertThat(report.groups())
        .extracting(FairnessReport.Group::group)
        .containsExactly("basic", "gold", "pro", "rare");
    assertThat(report.groups())
        .extracting(FairnessReport.Group::suppressed)
        .containsExactly(false, false, true, true);
    assertThat(report.groups().subList(2, 4))
        .allSatisfy(
            group -> {
              assertThat(group.rows()).isNull();
              assertThat(group.positiveRate()).isNull();
              assertThat(group.interval()).isNull();
              assertThat(group.toMostSelected()).isNull();
            });
    assertThat(report.mostSelected()).isEqualTo("gold");
    assertThat(report.overall()).isNotNull();
  }

  @Test
  void whatOneGroupAloneWouldTellIsNotCompared() {
    answered("basic", 200, 40);
    answered("rare", 7, 7);

    FairnessReport report = report();

    assertThat(report.groups()).allMatch(FairnessReport.Group::suppressed);
    assertThat(report.disparity()).isNull();
    assertThat(report.ratio()).isNull();
    assertThat(report.difference()).isNull();
    assertThat(report.mostSelected()).isNull();
    assertThat(report.fourFifths()).isNull();
  }

  @Test
  void nobodySelectedHasADifferenceButNoRatio() {
    answered("basic", 200, 0);
    answered("gold", 100, 0);

    FairnessReport report = report();

    assertThat(report.disparity()).isZero();
    assertThat(report.ratio()).isNull();
    assertThat(report.fourFifths()).isNull();
  }

  @Test
  void noAnswersAreAnEmptyReport() {
    FairnessReport report = report();

    assertThat(report.groups()).isEmpty();
    assertThat(report.overall()).isNull();
    assertThat(report.disparity()).isNull();
  }
}
