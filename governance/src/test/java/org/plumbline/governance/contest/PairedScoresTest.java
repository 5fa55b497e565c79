package org.plumbline.governance.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.governance.contest.Contest.Measure;
import org.plumbline.scoring.Task;

class PairedScoresTest {
  private static final double[][] NONE = {};

  @Test
  void measuresAreThoseThatOneCountsByHand() {
    double[] labels = {1, 0, 1, 0};
    var champion = side(0.9, 0.8, 0.7, 0.1);
    var challenger = side(0.9, 0.2, 0.8, 0.1);

    List<Measure> measures = binary(labels, champion, challenger).measures();

    // Average precision (1/1 + 2/3) / 2 against 1; pairs in order 3 of 4 against all.
    assertThat(measures).extracting(Measure::metric).startsWith("prAuc", "rocAuc", "logLoss");
    Measure primary = measures.getFirst();
    assertThat(primary.champion()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(primary.challenger()).isEqualTo(1);
    assertThat(primary.difference()).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(primary.gain()).isCloseTo(0.2, within(1e-12));
    assertThat(measures.get(1).champion()).isEqualTo(0.75);
    Measure loss = measures.get(2);
    double before = -(Math.log(0.9) + Math.log(0.2) + Math.log(0.7) + Math.log(0.9)) / 4;
    double after = -(Math.log(0.9) + Math.log(0.8) + Math.log(0.8) + Math.log(0.9)) / 4;
    assertThat(loss.champion()).isCloseTo(before, within(1e-12));
    assertThat(loss.gain()).isCloseTo((before - after) / before, within(1e-12));
  }

  @Test
  void aVersionAgainstItselfDiffersInNothing() {
    double[] labels = IntStream.range(0, 200).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
    var side = side(new Random(1).doubles(200).toArray());

    List<Measure> measures = binary(labels, side, side).measures();

    assertThat(measures)
        .allSatisfy(
            one -> {
              assertThat(one.gain()).isEqualTo(0);
              assertThat(one.low()).isEqualTo(0);
              assertThat(one.high()).isEqualTo(0);
              assertThat(one.surelyBetter()).isFalse();
            });
  }

  @Test
  void pairingTellsWhatTwoIntervalsWouldHide() {
    // Both err by the same noise, the challenger a little less on every single row.
    Random random = new Random(7);
    double[] labels = random.doubles(300).map(x -> 10 * x).toArray();
    double[] noise = random.doubles(300, -5, 5).toArray();
    double[] first = IntStream.range(0, 300).mapToDouble(i -> labels[i] + noise[i]).toArray();
    double[] second =
        IntStream.range(0, 300).mapToDouble(i -> labels[i] + 0.97 * noise[i]).toArray();

    Measure rmse =
        new PairedScores(Task.REGRESSION, labels, side(first), side(second), rows(300))
            .measures()
            .getFirst();

    assertThat(rmse.metric()).isEqualTo("rmse");
    assertThat(rmse.gain()).isCloseTo(0.03, within(1e-9));
    assertThat(rmse.surelyBetter()).isTrue();
  }

  @Test
  void rowsOfOneEntityAreNoIndependentWitnesses() {
    double[] labels = new double[400];
    double[] first = new double[400];
    double[] second = new double[400];
    Random random = new Random(3);
    for (int entity = 0; entity < 4; entity++) {
      double better = entity == 3 ? -0.5 : 0.5;
      for (int i = 0; i < 100; i++) {
        int row = 100 * entity + i;
        labels[row] = random.nextDouble();
        first[row] = labels[row] + 1;
        second[row] = labels[row] + 1 - better;
      }
    }
    int[] entities = IntStream.range(0, 400).map(i -> i / 100).toArray();

    Measure alone =
        new PairedScores(Task.REGRESSION, labels, side(first), side(second), rows(400))
            .measures()
            .getFirst();
    Measure together =
        new PairedScores(Task.REGRESSION, labels, side(first), side(second), entities)
            .measures()
            .getFirst();

    assertThat(alone.surelyBetter()).isTrue();
    assertThat(together.surelyBetter()).isFalse();
  }

  @Test
  void oneClassAloneIsNoFiniteNumber() {
    var side = side(0.1, 0.2, 0.3);

    List<Measure> measures = binary(new double[] {0, 0, 0}, side, side).measures();

    assertThat(measures.getFirst().champion()).isNull();
    assertThat(measures.getFirst().finite()).isFalse();
  }

  private static PairedScores binary(
      double[] labels, PairedScores.Side champion, PairedScores.Side challenger) {
    return new PairedScores(Task.BINARY, labels, champion, challenger, rows(labels.length));
  }

  private static PairedScores.Side side(double... scores) {
    return new PairedScores.Side(scores, NONE, 0.5);
  }

  private static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }
}
