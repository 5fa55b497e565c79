package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SurvivalPropertyTest {
  record Case(double time, boolean event, double score) {}

  @Provide
  Arbitrary<List<Case>> cases() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            Arbitraries.of(true, true, false),
            Arbitraries.integers().between(-6, 6))
        .as((time, event, score) -> new Case(time * 0.5, event, score))
        .list()
        .ofMinSize(2)
        .ofMaxSize(40);
  }

  private static Lifetimes rows(List<Case> cases) {
    boolean[] events = new boolean[cases.size()];
    for (int i = 0; i < events.length; i++) {
      events[i] = cases.get(i).event();
    }
    return Lifetimes.of(cases.stream().mapToDouble(Case::time).toArray(), events);
  }

  private static double[] scores(List<Case> cases) {
    return cases.stream().mapToDouble(Case::score).toArray();
  }

  private static CoxSample sample(List<Case> cases) {
    return CoxSample.of(
        rows(cases),
        cases.stream().map(one -> new double[] {one.score()}).toArray(double[][]::new));
  }

  @Property(tries = 300)
  void survivalFallsAndStaysAShare(@ForAll("cases") List<Case> cases) {
    for (CurveEstimator estimator : CurveEstimator.values()) {
      for (CurveBand band : CurveBand.values()) {
        SurvivalCurve curve =
            SurvivalCurve.of(rows(cases), new CurveSettings(estimator, band, 0.9));
        double before = 1;
        for (SurvivalStep step : curve.steps()) {
          assertThat(step.survival()).isBetween(0.0, before);
          if (!Double.isNaN(step.lower())) {
            assertThat(step.lower()).isBetween(0.0, step.survival() + 1e-15);
            assertThat(step.upper()).isBetween(step.survival() - 1e-15, 1.0);
          }
          before = step.survival();
        }
      }
    }
  }

  @Property(tries = 200)
  void withoutCensoringTheCurveIsTheShareOfLongerTimes(@ForAll("cases") List<Case> cases) {
    double[] times = cases.stream().mapToDouble(Case::time).toArray();
    boolean[] events = new boolean[times.length];
    Arrays.fill(events, true);

    SurvivalCurve curve = SurvivalCurve.of(Lifetimes.of(times, events));

    for (double time : times) {
      double longer = Arrays.stream(times).filter(other -> other > time).count();
      assertThat(curve.survivalAt(time)).isCloseTo(longer / times.length, within(1e-13));
    }
  }

  @Property(tries = 200)
  void theOrderOfRowsChangesNothing(@ForAll("cases") List<Case> cases) {
    List<Case> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(SurvivalCurve.of(rows(shuffled))).isEqualTo(SurvivalCurve.of(rows(cases)));
    Double turned = Concordance.of(rows(shuffled), scores(shuffled)).value();
    assertThat(turned)
        .isEqualTo(Double.valueOf(Concordance.of(rows(cases), scores(cases)).value()));
    CoxFit before = CoxFit.of(sample(cases));
    CoxFit after = CoxFit.of(sample(shuffled));
    assertThat(after.terms().getFirst().state()).isEqualTo(before.terms().getFirst().state());
    assertThat(after.logLikelihood())
        .isCloseTo(before.logLikelihood(), within(1e-9 * (1 + Math.abs(before.logLikelihood()))));
  }

  @Property(tries = 200)
  void turnedScoresTurnTheConcordance(@ForAll("cases") List<Case> cases) {
    double[] scores = scores(cases);
    double[] turned = Arrays.stream(scores).map(score -> -score).toArray();

    Concordance plain = Concordance.of(rows(cases), scores);
    Concordance opposite = Concordance.of(rows(cases), turned);

    if (!Double.isNaN(plain.value())) {
      assertThat(opposite.value()).isCloseTo(1 - plain.value(), within(1e-15));
      assertThat(opposite.standardError()).isCloseTo(plain.standardError(), within(1e-12));
    }
  }

  @Property(tries = 200)
  void concordanceEqualsTheCountOfAllPairs(@ForAll("cases") List<Case> cases) {
    double right = 0;
    double equal = 0;
    double all = 0;
    for (Case first : cases) {
      for (Case later : cases) {
        boolean outlived =
            later.time() > first.time() || (later.time() == first.time() && !later.event());
        if (first.event() && outlived) {
          all++;
          right += first.score() > later.score() ? 1 : 0;
          equal += first.score() == later.score() ? 1 : 0;
        }
      }
    }

    Concordance index = Concordance.of(rows(cases), scores(cases));

    assertThat(index.concordant()).isEqualTo(right);
    assertThat(index.tiedScores()).isEqualTo(equal);
    assertThat(index.discordant()).isEqualTo(all - right - equal);
  }

  @Property(tries = 60)
  void longerUnitsStretchTheFailureTimeModel(@ForAll("cases") List<Case> cases) {
    double[] times = cases.stream().mapToDouble(one -> one.time() * 10).toArray();
    boolean[] events = new boolean[times.length];
    for (int i = 0; i < events.length; i++) {
      events[i] = cases.get(i).event();
    }
    CoxSample stretched =
        CoxSample.of(
            Lifetimes.of(times, events),
            cases.stream().map(one -> new double[] {one.score()}).toArray(double[][]::new));

    AftFit fit = AftFit.of(AftFamily.WEIBULL, sample(cases));
    AftFit longer = AftFit.of(AftFamily.WEIBULL, stretched);

    if (fit.isConverged() && longer.isConverged() && fit.scale() > 1e-2) {
      assertThat(longer.coefficients()[0])
          .isCloseTo(fit.coefficients()[0] + Math.log(10), within(1e-6));
      assertThat(longer.scale()).isCloseTo(fit.scale(), within(1e-6));
    }
  }

  @Property(tries = 100)
  void incidencesOfAllCausesAndSurvivalAddUpToOne(@ForAll("cases") List<Case> cases) {
    double[] times = cases.stream().mapToDouble(Case::time).toArray();
    int[] causes =
        IntStream.range(0, times.length)
            .map(i -> !cases.get(i).event() ? 0 : cases.get(i).score() > 0 ? 1 : 2)
            .toArray();
    SurvivalCurve curve = SurvivalCurve.of(rows(cases));
    CumulativeIncidence first = CumulativeIncidence.of(times, causes, 1);
    CumulativeIncidence second = CumulativeIncidence.of(times, causes, 2);

    for (double time : times) {
      assertThat(first.at(time) + second.at(time) + curve.survivalAt(time))
          .isCloseTo(1, within(1e-12));
    }
  }
}
