package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class ConcordanceTest {
  private static final Accuracy R =
      Accuracy.of("Concordance", "R survival 3.5-3 concordance", 1e-12, 0);
  private static final Accuracy LIFELINES =
      Accuracy.of("Concordance", "lifelines 0.30.1", 1e-12, 0);

  private static Lifetimes events(double... times) {
    boolean[] events = new boolean[times.length];
    Arrays.fill(events, true);
    return Lifetimes.of(times, events);
  }

  @Test
  void agreesWithR() {
    Golden expected = Golden.load("survival/concordance_R.json");
    Lifetimes rows = SurvivalData.of("concordance200");
    double[] scores = SurvivalData.table("concordance200").numbers("score");

    Concordance harrell = Concordance.of(rows, scores);

    R.check("harrell", harrell.value(), expected.number("harrell_c"));
    R.check("variance", Math.pow(harrell.standardError(), 2), expected.number("var"));
    Golden counts = expected.at("counts");
    R.check("concordant", harrell.concordant(), counts.number("concordant"));
    R.check("discordant", harrell.discordant(), counts.number("discordant"));
    R.check("tied.x", harrell.tiedScores(), counts.number("tied.x"));
    R.check("tied.y", harrell.tiedTimes(), counts.number("tied.y"));
    R.check("tied.xy", harrell.tiedBoth(), counts.number("tied.xy"));
    R.check("uno", Concordance.uno(rows, scores).value(), expected.number("uno_n_over_G2"));
  }

  @Test
  void agreesWithLifelines() {
    Golden expected = Golden.load("survival/lifelines.json");
    double[] scores = SurvivalData.table("concordance200").numbers("score");

    LIFELINES.check(
        "concordance200",
        Concordance.of(SurvivalData.of("concordance200"), scores).value(),
        expected.number("concordance200"));
    for (Golden small : expected.at("concordance_small").items()) {
      Lifetimes rows =
          Lifetimes.of(small.numbers("time"), SurvivalData.flags(small.numbers("event")));
      LIFELINES.check(
          "small", Concordance.of(rows, small.numbers("risk_score")).value(), small.number("c"));
    }
  }

  @Test
  void nothingToCompareIsNaN() {
    assertThat(Concordance.of(events(), new double[0]).value()).isNaN();
    assertThat(Concordance.of(events(1), new double[1]).value()).isNaN();
    assertThat(Concordance.of(events(1), new double[1]).standardError()).isNaN();
    assertThat(Concordance.of(events(2, 2), new double[] {1, 2}).tiedTimes()).isEqualTo(1);
    assertThat(Concordance.uno(events(), new double[0]).value()).isNaN();
  }

  @Test
  void infiniteScoresAreRanked() {
    double[] scores = {Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY};

    assertThat(Concordance.of(events(1, 2, 3), scores).value()).isEqualTo(1);
  }

  @Test
  void aRowMeetsOnlyTheEventsSinceItsEntry() {
    Lifetimes rows = events(1, 2, 3).enteredAt(new double[] {0, 1, 0});

    Concordance index = Concordance.of(rows, new double[] {3, 9, 1});

    assertThat(index.concordant()).isEqualTo(2);
    assertThat(index.discordant()).isZero();
    assertThat(index.standardError()).isZero();
  }

  @Test
  void aWeightOfTwoIsTwoRows() {
    Lifetimes weighted = events(1, 2, 3).weighted(new double[] {2, 1, 1});

    Concordance index = Concordance.of(weighted, new double[] {3, 1, 2});
    Concordance twice = Concordance.of(events(1, 1, 2, 3), new double[] {3, 3, 1, 2});

    assertThat(index.value()).isEqualTo(twice.value());
    assertThat(index.concordant()).isEqualTo(twice.concordant());
  }

  /** Every pair of rows by itself, with weights, late entries, censoring and ties of all kinds. */
  @Test
  void countsAndErrorAreThoseOfAllPairs() {
    SplittableRandom random = new SplittableRandom(6);
    int n = 60;
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[] entries = new double[n];
    double[] weights = new double[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = 2 + random.nextInt(12);
      events[i] = random.nextInt(3) > 0;
      entries[i] = random.nextInt((int) times[i]);
      weights[i] = 0.5 + random.nextInt(4);
      scores[i] = random.nextInt(5);
    }

    Concordance index =
        Concordance.of(Lifetimes.of(times, events).enteredAt(entries).weighted(weights), scores);

    double[] won = new double[n];
    double[] met = new double[n];
    double[] counts = new double[3];
    double tiedTimes = 0;
    double tiedBoth = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double pair = weights[i] * weights[j];
        boolean later = times[j] > times[i] || (times[j] == times[i] && !events[j]);
        if (events[i] && later && entries[j] < times[i]) {
          int sign = Double.compare(scores[i], scores[j]);
          counts[sign + 1] += pair;
          for (int row : new int[] {i, j}) {
            won[row] += pair * (sign + 1) / 2;
            met[row] += pair;
          }
        }
        if (j > i && events[i] && events[j] && times[i] == times[j]) {
          tiedTimes += scores[i] == scores[j] ? 0 : pair;
          tiedBoth += scores[i] == scores[j] ? pair : 0;
        }
      }
    }
    double pairs = counts[0] + counts[1] + counts[2];
    double value = (counts[2] + counts[1] / 2) / pairs;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      variance += Math.pow((won[i] - value * met[i]) / pairs, 2);
    }
    assertThat(index.concordant()).isCloseTo(counts[2], within(1e-9));
    assertThat(index.discordant()).isCloseTo(counts[0], within(1e-9));
    assertThat(index.tiedScores()).isCloseTo(counts[1], within(1e-9));
    assertThat(index.tiedTimes()).isCloseTo(tiedTimes, within(1e-9));
    assertThat(index.tiedBoth()).isCloseTo(tiedBoth, within(1e-9));
    assertThat(index.value()).isCloseTo(value, within(1e-12));
    assertThat(index.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void refusesScoresThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> Concordance.of(events(1), new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Concordance.of(events(1), new double[] {Double.NaN}))
        .withMessageContaining("scores[0]");
  }
}
