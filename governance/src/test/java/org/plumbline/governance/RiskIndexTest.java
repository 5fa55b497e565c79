package org.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RiskIndexTest {
  private static final RiskMeasure NONE = new RiskMeasure.NotApplicable("not asked");

  @Test
  void isZeroWhenNothingIsWrong() {
    assertThat(scored(known(0), known(0)).index()).isZero();
  }

  @Test
  void isFiftyWhenAllIsAtItsThreshold() {
    assertThat(scored(known(1), known(1)).index()).isEqualTo(50);
  }

  @Test
  void oneBurningSideIsNotAveragedAway() {
    var risk = scored(known(100), known(0));

    assertThat(risk.index()).isGreaterThan(60);
    assertThat(risk.band()).isEqualTo(RiskBand.SEVERE);
  }

  @Test
  void weightsOfSidesThatApplySumToOne() {
    var components = scored(known(1), known(2)).components();

    assertThat(components).hasSize(2);
    assertThat(components.stream().mapToDouble(RiskComponent::weight).sum())
        .isEqualTo(1, within(1e-12));
  }

  @Test
  void anUnknownSideLeavesTheWholeUnevaluated() {
    var risk = Risk.of(measures(new RiskMeasure.Unknown("no labels"), known(1)));

    assertThat(risk).isEqualTo(new Risk.Unevaluated(List.of("drift: no labels")));
  }

  @Test
  void theWeightsOfAllSidesSumToOne() {
    assertThat(Risk.WEIGHTS.values().stream().mapToDouble(w -> w).sum())
        .isEqualTo(1, within(1e-12));
    assertThat(Risk.WEIGHTS.keySet())
        .containsExactlyInAnyOrderElementsOf(measures(NONE, NONE).byName().keySet());
  }

  @Test
  void nothingMeasuredIsNoLowRisk() {
    assertThat(Risk.of(measures(NONE, NONE))).isInstanceOf(Risk.Unevaluated.class);
  }

  @Test
  void unboundedMeasuresSaturate() {
    var risk = scored(known(Double.POSITIVE_INFINITY), known(Double.POSITIVE_INFINITY));

    assertThat(risk.index()).isEqualTo(100);
  }

  @Property
  void growsWithEverySide(
      @ForAll @DoubleRange(min = 0, max = 50) double drift,
      @ForAll @DoubleRange(min = 0, max = 50) double performance,
      @ForAll @DoubleRange(min = 0, max = 10) double more) {
    double before = scored(known(drift), known(performance)).index();
    double after = scored(known(drift + more), known(performance)).index();

    assertThat(after).isBetween(before - 1e-9, 100.0);
  }

  @Test
  void bandsStartAtTheirLimits() {
    assertThat(RiskBand.of(29.999)).isEqualTo(RiskBand.LOW);
    assertThat(RiskBand.of(30)).isEqualTo(RiskBand.MODERATE);
    assertThat(RiskBand.of(60)).isEqualTo(RiskBand.HIGH);
    assertThat(RiskBand.of(80)).isEqualTo(RiskBand.SEVERE);
  }

  @Test
  void driftOfAnUnimportantColumnCountsLess() {
    var important = DriftRisk.of(List.of(column("a", 0.5, 1), column("b", 0, 0.1)));
    var unimportant = DriftRisk.of(List.of(column("a", 0, 1), column("b", 0.5, 0.1)));

    assertThat(ratio(unimportant)).isLessThan(ratio(important) / 2);
  }

  @Test
  void driftOfNoColumnDoesNotApply() {
    assertThat(DriftRisk.of(List.of())).isInstanceOf(RiskMeasure.NotApplicable.class);
  }

  private static double ratio(RiskMeasure measure) {
    return ((RiskMeasure.Known) measure).ratio();
  }

  private static DriftRisk.ColumnEffect column(String name, double effect, double importance) {
    return new DriftRisk.ColumnEffect(name, effect, 0.2, importance);
  }

  private static RiskMeasure known(double ratio) {
    return new RiskMeasure.Known(ratio, "measured");
  }

  private static Risk.Scored scored(RiskMeasure drift, RiskMeasure performance) {
    return (Risk.Scored) Risk.of(measures(drift, performance));
  }

  private static RiskMeasures measures(RiskMeasure drift, RiskMeasure performance) {
    return new RiskMeasures(drift, performance, NONE, NONE, NONE, NONE, NONE, NONE);
  }
}
