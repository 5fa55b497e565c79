package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Task;

class CalibratorTest {
  /** Rows whose one column is the margin, and whose label follows the given truth. */
  private static Dataset rows(int count, DoubleUnaryOperator truth) {
    var random = new SplittableRandom(5);
    double[] margins = new double[count];
    double[] labels = new double[count];
    for (int i = 0; i < count; i++) {
      margins[i] = 2 * random.nextGaussian();
      labels[i] = random.nextDouble() < truth.applyAsDouble(margins[i]) ? 1 : 0;
    }
    return new Dataset(
        Task.BINARY, List.of(), new double[][] {margins}, List.of("no", "yes"), labels, new int[0]);
  }

  private static Calibrator.Chosen chosen(Dataset data) {
    var margins = new Margins(data.rowCount(), 1);
    int[] all = IntStream.range(0, data.rowCount()).toArray();
    margins.set(all, 0, data.columns()[0]);
    return new Calibrator(data, new Splitter.Stratified(data), 1).choose(margins, all);
  }

  private static Scorecard.Calibrated record(Calibrator.Chosen chosen) {
    return Objects.requireNonNull(chosen.record());
  }

  private static double steps(double margin) {
    return margin < -2 ? 0.02 : margin < 0.5 ? 0.35 : margin < 2 ? 0.5 : 0.97;
  }

  @Test
  void whatALineCanSayStaysWithPlatt() {
    Calibrator.Chosen chosen = chosen(rows(4_000, m -> 1 / (1 + Math.exp(-0.5 * m + 0.4))));

    assertThat(record(chosen).method()).isEqualTo("platt");
    assertThat(chosen.step().link()).isEqualTo(Link.Standard.LOGISTIC);
    assertThat(chosen.step().calibration().slope()).isBetween(0.44, 0.56);
    assertThat(record(chosen).logLoss()).containsOnlyKeys("platt", "beta", "isotonic");
    assertThat(record(chosen).eceAfter()).isLessThan(record(chosen).eceBefore());
  }

  @Test
  void stepsNeedAnIsotonicLine() {
    Calibrator.Chosen chosen = chosen(rows(4_000, CalibratorTest::steps));

    assertThat(record(chosen).method()).isEqualTo("isotonic");
    assertThat(chosen.step().link()).isInstanceOf(Link.Isotonic.class);
    assertThat(chosen.step().calibration())
        .usingRecursiveComparison()
        .isEqualTo(Calibration.identity(1));
    assertThat(record(chosen).eceAfter()).isLessThan(0.6 * record(chosen).eceBefore());
    assertThat(record(chosen).rows()).isEqualTo(4_000);
    assertThat(record(chosen).logLoss().get("isotonic"))
        .isLessThan(record(chosen).logLoss().get("platt"));
  }

  @Test
  void oneSidedConfidenceNeedsABetaCurve() {
    var beta = new Link.Beta(2.5, 0.3, 0.5);

    Calibrator.Chosen chosen = chosen(rows(6_000, beta::apply));

    assertThat(record(chosen).method()).isEqualTo("beta");
    assertThat(chosen.step().link()).isInstanceOf(Link.Beta.class);
  }

  @Test
  void fewRowsStayWithPlattWhateverTheyLookLike() {
    Calibrator.Chosen chosen = chosen(rows(200, CalibratorTest::steps));

    assertThat(record(chosen).method()).isEqualTo("platt");
    assertThat(record(chosen).logLoss()).containsOnlyKeys("platt");
  }

  @Test
  void aRareClassStaysWithPlatt() {
    Calibrator.Chosen chosen = chosen(rows(4_000, m -> 0.004));

    assertThat(record(chosen).logLoss()).containsOnlyKeys("platt");
  }

  @Test
  void marginsOfAModelWorseThanChanceBecomeFlat() {
    Calibrator.Chosen chosen = chosen(rows(2_000, m -> 1 / (1 + Math.exp(m))));

    assertThat(chosen.step().calibration().slope()).isZero();
  }
}
