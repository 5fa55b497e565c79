package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class BrierAndIncidenceTest {
  private static final Accuracy PEC =
      Accuracy.of("Brier score of survival", "R pec 2022.05.04", 0, 1e-6);
  private static final Accuracy CMPRSK =
      Accuracy.of("Cumulative incidence", "R cmprsk 2.2-11 cuminc", 0, 1e-6);

  @Test
  void brierScoresAgreeWithPec() {
    Golden expected = Golden.load("survival/ipcw_brier_R.json");
    Lifetimes rows = SurvivalData.of("lung_cc");
    CoxSample sample =
        CoxSample.of(rows, SurvivalData.rows("lung_cc", List.of("age", "sex", "ph.ecog")));
    CoxFit cox = CoxFit.of(sample);
    List<SurvivalCurve> curves =
        IntStream.range(0, rows.size()).mapToObj(i -> cox.curve(sample.covariates(i))).toList();
    SurvivalCurve marginal = SurvivalCurve.of(rows);
    double[] times = expected.numbers("times");
    double[][] reference = new double[times.length][rows.size()];
    double[][] model = new double[times.length][];
    var brier = BrierScore.of(rows);

    for (int i = 0; i < times.length; i++) {
      double time = times[i];
      Arrays.fill(reference[i], marginal.survivalAt(time));
      model[i] = curves.stream().mapToDouble(curve -> curve.survivalAt(time)).toArray();
      PEC.check(
          "reference", brier.at(time, reference[i]), expected.numbers("brier_reference_km")[i]);
      PEC.check("cox", brier.at(time, model[i]), expected.numbers("brier_cox")[i]);
    }
    PEC.check("ibs", brier.integrated(times, reference), expected.numbers("ibs_0_500")[0]);
    PEC.check("ibs", brier.integrated(times, model), expected.numbers("ibs_0_500")[1]);
  }

  @Test
  void incidenceAgreesWithCmprsk() {
    Golden expected = Golden.load("survival/competing_risks_R.json");
    double[] durations = SurvivalData.table("competing150").numbers("time");
    int[] causes =
        Arrays.stream(SurvivalData.table("competing150").numbers("status"))
            .mapToInt(value -> (int) value)
            .toArray();
    double[] times = expected.numbers("times");

    for (int cause = 1; cause <= 2; cause++) {
      CumulativeIncidence curve = CumulativeIncidence.of(durations, causes, cause);
      for (int i = 0; i < times.length; i++) {
        String where = "cause " + cause + " at " + times[i];
        CMPRSK.check(where, curve.at(times[i]), expected.matrix("est")[cause - 1][i]);
        CMPRSK.check(where, curve.varianceAt(times[i]), expected.matrix("var")[cause - 1][i]);
      }
    }
  }

  @Test
  void withoutCensoringTheScoreIsTheMeanSquare() {
    Lifetimes rows = Lifetimes.of(new double[] {1, 2, 3}, new boolean[] {true, true, true});

    double score = BrierScore.of(rows).at(2, new double[] {0.5, 0.25, 0.75});

    assertThat(score).isCloseTo((0.25 + 0.0625 + 0.0625) / 3, within(1e-15));
  }

  @Test
  void beyondTheLastCensoringNobodyKnows() {
    Lifetimes rows = Lifetimes.of(new double[] {1, 2}, new boolean[] {true, false});
    var brier = BrierScore.of(rows);

    assertThat(brier.at(1.5, new double[] {0, 1})).isZero();
    assertThat(brier.at(2, new double[] {0, 1})).isNaN();
    assertThat(BrierScore.of(Lifetimes.of(new double[0], new boolean[0])).at(1, new double[0]))
        .isNaN();
  }

  @Test
  void brierRefusesWhatDoesNotFit() {
    Lifetimes rows = Lifetimes.of(new double[] {1, 2}, new boolean[] {true, true});
    var brier = BrierScore.of(rows);

    assertThatIllegalArgumentException().isThrownBy(() -> brier.at(1, new double[1]));
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> brier.at(1, new double[] {1, bad}))
          .withMessageContaining("survival[1]");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> brier.integrated(new double[1], new double[1][2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> brier.integrated(new double[2], new double[1][2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> brier.integrated(new double[] {1, 1}, new double[2][2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrierScore.of(rows.enteredAt(new double[2])));
  }

  @Test
  void oneCauseAloneIsOneLessTheSurvival() {
    double[] times = {1, 2, 2, 3, 5};
    SurvivalCurve curve =
        SurvivalCurve.of(Lifetimes.of(times, new boolean[] {true, true, true, false, true}));

    CumulativeIncidence incidence = CumulativeIncidence.of(times, new int[] {1, 1, 1, 0, 1}, 1);

    for (double time : new double[] {0.5, 1, 2, 3, 5, 9}) {
      assertThat(incidence.at(time)).isCloseTo(1 - curve.survivalAt(time), within(1e-14));
    }
    assertThat(incidence.times()).containsExactly(1, 2, 3, 5);
    assertThat(incidence.varianceAt(0.5)).isZero();
    assertThat(incidence.varianceAt(1)).isCloseTo(1.0 / 25, within(1e-15));
    assertThat(CumulativeIncidence.of(times, new int[] {1, 1, 1, 0, 1}, 2).at(9)).isZero();
  }

  @Test
  void incidenceOfNothingIsNaN() {
    CumulativeIncidence none = CumulativeIncidence.of(new double[0], new int[0], 1);

    assertThat(none.at(1)).isNaN();
    assertThat(none.varianceAt(1)).isNaN();
    assertThat(CumulativeIncidence.of(new double[] {1}, new int[] {1}, 1).at(Double.NaN)).isNaN();
    assertThat(CumulativeIncidence.of(new double[] {1}, new int[] {1}, 1).at(1)).isEqualTo(1);
  }

  @Test
  void incidenceRefusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CumulativeIncidence.of(new double[1], new int[2], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CumulativeIncidence.of(new double[1], new int[1], 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CumulativeIncidence.of(new double[1], new int[] {-1}, 1));
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CumulativeIncidence.of(new double[] {bad}, new int[1], 1));
    }
  }
}
