package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final List<Input> ONE = List.of(Input.numeric("x"));
  private static final double[] ROW = {0};

  @Test
  void standardLinksOfOneMarginHaveTheirTextbookValues() {
    assertThat(Link.Standard.IDENTITY.apply(-3.5)).isEqualTo(-3.5);
    assertThat(Link.Standard.LOG.apply(2)).isCloseTo(Math.exp(2), within(1e-14));
    assertThat(Link.Standard.LOG.apply(1e6)).isEqualTo(Double.MAX_VALUE);
    assertThat(Link.Standard.LOGISTIC.apply(0)).isEqualTo(0.5);
    assertThat(Link.Standard.LOGISTIC.apply(1)).isCloseTo(0.7310585786300049, within(1e-15));
    assertThat(Link.Standard.LOGISTIC.apply(-1e300)).isZero();
    assertThat(Link.Standard.SHARES.apply(0.25)).isEqualTo(0.25);
    assertThat(Link.Standard.SHARES.apply(-1)).isZero();
    assertThat(Link.Standard.SHARES.apply(7)).isEqualTo(1);
    assertThat(Link.Standard.WINNER.apply(7)).isEqualTo(1);
  }

  @Test
  void sharesOfClassesAreCutAndDividedByTheirSum() {
    assertThat(probabilities(Link.Standard.SHARES, 0.25, -1, 0.5))
        .containsExactly(new double[] {1 / 3.0, 0, 2 / 3.0}, within(1e-15));
    assertThat(probabilities(Link.Standard.SHARES, -1, 0, -2))
        .containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  @Test
  void theWinnerTakesAllAndTheFirstOfEqualsWins() {
    assertThat(probabilities(Link.Standard.WINNER, -4, 2, 2)).containsExactly(0, 1, 0);
  }

  @Test
  void softmaxOfHugeMarginsStaysFinite() {
    assertThat(probabilities(Link.Standard.SOFTMAX, 1e300, 0, -1e300)).containsExactly(1, 0, 0);
  }

  @Test
  void linksThatDoNotFitTheTaskAreRefused() {
    for (Link link : List.of(Link.Standard.SOFTMAX, Link.Standard.IDENTITY, Link.Standard.LOG)) {
      ModelBuilder builder =
          ModelBuilder.binary(ONE, "no", "yes").add(1, new ConstantComponent(0)).link(link);
      assertThatThrownBy(builder::build).hasMessageContaining("does not fit task BINARY");
    }
    assertThat(Link.Standard.SHARES.fits(Task.REGRESSION)).isFalse();
    assertThat(Link.Standard.SHARES.fits(Task.MULTICLASS)).isTrue();
    assertThat(Link.Standard.WINNER.fits(Task.BINARY)).isFalse();
    assertThat(new Link.Beta(1, 1, 0).fits(Task.MULTICLASS)).isFalse();
    assertThat(isotonic().fits(Task.REGRESSION)).isFalse();
    assertThat(survival().fits(Task.BINARY)).isFalse();
    var twice = ModelBuilder.regression(ONE).link(Link.Standard.LOG);
    assertThatThrownBy(() -> twice.link(Link.Standard.LOG)).hasMessageContaining("one link");
  }

  @Test
  void isotonicIsTheLineThroughItsPointsAndFlatBeyond() {
    Link line = isotonic();

    assertThat(line.apply(-9)).isEqualTo(0.125);
    assertThat(line.apply(-1)).isEqualTo(0.125);
    assertThat(line.apply(0)).isEqualTo(0.3125);
    assertThat(line.apply(1)).isEqualTo(0.5);
    assertThat(line.apply(2.5)).isEqualTo(0.5);
    assertThat(line.apply(1e300)).isEqualTo(0.5);
    assertThat(new Link.Isotonic(new double[] {3}, new double[] {0.7}).apply(0)).isEqualTo(0.7);
    var far = new Link.Isotonic(new double[] {-1e308, 1e308}, new double[] {0, 1});
    assertThat(far.apply(0)).isEqualTo(0.5);
  }

  @Test
  void isotonicRefusesWhatIsNoRisingLine() {
    refusesIsotonic("at least one", new double[0], new double[0]);
    refusesIsotonic("2 margins for 1", new double[] {0, 1}, new double[] {0});
    refusesIsotonic("margin 1 does not lie", new double[] {0, 0}, new double[] {0, 1});
    refusesIsotonic("probability 1 lies below", new double[] {0, 1}, new double[] {0.5, 0.4});
    refusesIsotonic("probability 0 is -0.1", new double[] {0}, new double[] {-0.1});
    refusesIsotonic("probability 0 is 1.1", new double[] {0}, new double[] {1.1});
    refusesIsotonic("must be finite", new double[] {Double.NaN}, new double[] {0});
  }

  @Test
  void betaWithUnitWeightsIsTheLogisticItself() {
    var beta = new Link.Beta(1, 1, 0);

    for (double margin : new double[] {-30, -2, 0, 0.5, 40}) {
      assertThat(beta.apply(margin)).isCloseTo(Link.Standard.LOGISTIC.apply(margin), within(1e-12));
    }
  }

  @Test
  void betaFollowsItsFormulaAndStaysFinite() {
    var beta = new Link.Beta(0.5, 2, 0.25);
    double p = 1 / (1 + Math.exp(-0.75));
    double margin = 0.5 * Math.log(p) - 2 * Math.log(1 - p) + 0.25;

    assertThat(beta.apply(0.75)).isCloseTo(1 / (1 + Math.exp(-margin)), within(1e-14));
    assertThat(beta.apply(1e308)).isEqualTo(1);
    assertThat(beta.apply(-1e308)).isZero();
    assertThat(new Link.Beta(0, 0, 0).apply(1e308)).isEqualTo(0.5);
    assertThat(new Link.Beta(1e300, 1e300, 0).apply(-1e300)).isZero();
    assertThatThrownBy(() -> new Link.Beta(-1, 1, 0)).hasMessageContaining("a is -1");
    assertThatThrownBy(() -> new Link.Beta(1, Double.POSITIVE_INFINITY, 0))
        .hasMessageContaining("b is");
    assertThatThrownBy(() -> new Link.Beta(1, 1, Double.NaN)).hasMessageContaining("c is");
  }

  @Test
  void survivalIsAStepFunctionOfTheHorizon() {
    Link.Survival survival = survival();

    assertThat(survival.at(0.5, 0)).isEqualTo(1);
    assertThat(survival.at(1, 0)).isCloseTo(Math.exp(-0.1), within(1e-15));
    assertThat(survival.at(3.9, 0)).isCloseTo(Math.exp(-0.1), within(1e-15));
    assertThat(survival.at(4, Math.log(2))).isCloseTo(Math.exp(-0.8), within(1e-15));
    assertThat(survival.at(1e300, 0)).isCloseTo(Math.exp(-0.4), within(1e-15));
    assertThat(survival.apply(0)).isEqualTo(survival.at(2, 0));
    assertThat(survival.apply(1e300)).isZero();
    assertThat(survival.at(0.5, 1e300)).isEqualTo(1);
    assertThatThrownBy(() -> survival.at(Double.NaN, 0)).hasMessageContaining("horizon");
  }

  @Test
  void survivalRefusesBaselinesThatFallOrTurnBack() {
    refusesSurvival("at least one", new double[0], new double[0]);
    refusesSurvival("1 times for 2", new double[] {1}, new double[] {1, 2});
    refusesSurvival("time 1 does not", new double[] {1, 1}, new double[] {1, 2});
    refusesSurvival("hazard 1 falls", new double[] {1, 2}, new double[] {1, 0.5});
    refusesSurvival("hazard 0 falls", new double[] {1}, new double[] {-0.5});
  }

  @Property(tries = 200)
  void linksOfOneMarginNeverFall(@ForAll int first, @ForAll int second, @ForAll int scale) {
    double unit = Math.scalb(1.0, Math.floorMod(scale, 60) - 40);
    double low = Math.min(first, second) * unit;
    double high = Math.max(first, second) * unit;

    for (Link link : List.of(isotonic(), new Link.Beta(0.3, 1.7, -0.4), Link.Standard.LOG)) {
      assertThat(link.apply(low)).isLessThanOrEqualTo(link.apply(high));
    }
    assertThat(survival().apply(low)).isGreaterThanOrEqualTo(survival().apply(high));
  }

  static Link.Isotonic isotonic() {
    return new Link.Isotonic(new double[] {-1, 1, 2}, new double[] {0.125, 0.5, 0.5});
  }

  static Link.Survival survival() {
    return new Link.Survival(new double[] {1, 4}, new double[] {0.1, 0.4}, 2);
  }

  private static double[] probabilities(Link link, double... margins) {
    List<String> classes = IntStream.range(0, margins.length).mapToObj(k -> "c" + k).toList();
    Model model =
        ModelBuilder.multiclass(ONE, classes)
            .add(1, new ConstantComponent(margins))
            .link(link)
            .build();
    double[] out = new double[margins.length];
    model.probabilities(ROW, out);
    assertThat(model.score(ROW)).isEqualTo(Arrays.stream(out).max().orElseThrow());
    return out;
  }

  private static void refusesIsotonic(String rule, double[] margins, double[] probabilities) {
    assertThatThrownBy(() -> new Link.Isotonic(margins, probabilities)).hasMessageContaining(rule);
  }

  private static void refusesSurvival(String rule, double[] times, double[] hazard) {
    assertThatThrownBy(() -> new Link.Survival(times, hazard, 1)).hasMessageContaining(rule);
  }
}
