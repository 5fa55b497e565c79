package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Trees as tools other than XGBoost write them: double thresholds, sets, averages. */
class DoubleForestTest {
  private static final double NAN = Double.NaN;
  private static final float[] NOTHING = {};
  private static final List<Input> INPUTS =
      List.of(Input.numeric("x"), Input.categorical("k", List.of("a", "b", "c")));

  @Test
  void cutsDecideDoubleTestsExactly() {
    double tenth = 0.1;
    var cuts = new Encoding.Cuts(0, new double[] {tenth, Math.nextUp(tenth), 7});
    float below = cuts.threshold(tenth);
    float atMost = cuts.threshold(Math.nextUp(tenth));

    assertThat(cuts.of(tenth) < below).isFalse();
    assertThat(cuts.of(Math.nextDown(tenth)) < below).isTrue();
    assertThat(cuts.of(tenth) < atMost).isTrue();
    assertThat(cuts.of(Math.nextUp(tenth)) < atMost).isFalse();
    assertThat(cuts.of(NAN)).isNaN();
    assertThat(cuts.of(-1e308)).isZero();
    assertThat(cuts.of(1e308)).isEqualTo(3f);
    assertThatThrownBy(() -> cuts.threshold(3)).hasMessageContaining("3.0 is no cut");
  }

  @Test
  void missingNumbersFollowTheirRule() {
    double[] cuts = {-1, 0, 1};

    assertThat(new Encoding.Cuts(0, cuts, 2, false).of(NAN)).isEqualTo(2f);
    assertThat(new Encoding.Cuts(0, cuts, Float.NaN, true).of(1e-36)).isNaN();
    assertThat(new Encoding.Cuts(0, cuts, Float.NaN, true).of(-0.0)).isNaN();
    assertThat(new Encoding.Cuts(0, cuts, Float.NaN, true).of(1e-34)).isEqualTo(2f);
    assertThat(new Encoding.Cuts(0, cuts, Float.NaN, false).of(0)).isEqualTo(2f);
  }

  @Test
  void negativeZeroAndZeroAreOneCut() {
    var cuts = new Encoding.Cuts(0, new double[] {0});

    assertThat(cuts.of(-0.0)).isEqualTo(1f);
    assertThat(cuts.threshold(-0.0)).isEqualTo(1f);
  }

  @Test
  void cutsThatDoNotRiseAreRefused() {
    refusesCuts("does not lie above", Float.NaN, 1, 1);
    refusesCuts("does not lie above", Float.NaN, NAN);
    refusesCuts("feature of a missing number is 0.5", 0.5f, 1);
    refusesCuts("feature of a missing number is 2.0", 2, 1);
    refusesCuts("feature of a missing number is -1.0", -1, 1);
    assertThat(new Encoding.Cuts(0, new double[] {Double.POSITIVE_INFINITY}).of(1e308)).isZero();
  }

  @Test
  void setsHoldWholeNumbersOnly() {
    var set = new BitSet();
    set.set(0);
    set.set(2);
    set.set(64);
    var among = new Encoding.Among(1, set);

    assertThat(among.of(0)).isZero();
    assertThat(among.of(-0.5)).isZero();
    assertThat(among.of(2.9)).isZero();
    assertThat(among.of(64)).isZero();
    assertThat(among.of(1)).isEqualTo(1f);
    assertThat(among.of(65)).isEqualTo(1f);
    assertThat(among.of(128)).isEqualTo(1f);
    assertThat(among.of(-1)).isEqualTo(1f);
    assertThat(among.of(1e300)).isEqualTo(1f);
    assertThat(among.of(NAN)).isNaN();
    assertThat(new Encoding.Among(1, new long[0], 1).of(0)).isEqualTo(1f);
    assertThatThrownBy(() -> new Encoding.Among(1, new long[0], 2)).hasMessageContaining("0 or 1");
    assertThatThrownBy(() -> new Encoding.Among(-1, set)).hasMessageContaining("negative");
  }

  @Test
  void leavesAreSummedInDoubleAndAveraged() {
    Forest forest =
        Forest.inDouble(
            new double[] {0.1, 5},
            List.of(leaf(0.2), leaf(0.4), leaf(1)),
            new int[] {0, 0, 1},
            2,
            new int[0]);
    double[] out = new double[2];

    forest.margins(NOTHING, out);

    assertThat(out).containsExactly(0.1 + (0.2 + 0.4) / 2, 5.5);
    assertThat(forest.inFloat()).isFalse();
    assertThat(forest.baseline(0)).isEqualTo(out[0]);
    assertThatThrownBy(() -> forest.margins(NOTHING, new float[2]))
        .hasMessageContaining("summed in double");
  }

  @Test
  void divisorsAndPlayersThatMakeNoSenseAreRefused() {
    refuses("divided by 0.0", 0, 0);
    refuses("divided by NaN", NAN, 0);
    refuses("feature 0 is played by 1", 1, 1, 1);
    refuses("feature 2 is played by 1", 1, 0, 0, 1);
    refuses("may sum to", 1e-305, 0);
    assertThatThrownBy(
            () ->
                Forest.inDouble(
                    new double[] {Double.POSITIVE_INFINITY}, List.of(), new int[0], 1, new int[0]))
        .hasMessageContaining("base margin");
  }

  @Test
  void featuresOfOneInputAreExplainedTogether() {
    // Two sets of k and a cut of x on each path: exact Shapley values of two players, by hand.
    TreeComponent component = sample(1);
    Model model = ModelBuilder.regression(INPUTS).add(1, component).build();

    for (double x : new double[] {-1, 3}) {
      for (double k : new double[] {0, 1, 2}) {
        Explanation explanation = model.explain(new double[] {x, k});
        double both = value(x, k);
        // v({x}), v({k}) and v({}) under path-dependent expectations with covers 6/4 and 3/3.
        double onlyX =
            0.6 * (0.5 * leafValue(0, x) + 0.5 * leafValue(1, x)) + 0.4 * leafValue(2, x);
        double onlyK = k == 0 ? 0.5 * -1 + 0.5 * 2 : k == 1 ? 0.25 * 4 + 0.75 * 8 : 16;
        double none = 0.6 * (0.5 * 0.5 + 0.5 * 7) + 0.4 * 16;
        assertThat(explanation.baseline()).isCloseTo(none, within(1e-12));
        assertThat(explanation.contributions())
            .containsExactly(
                new double[] {
                  ((onlyX - none) + (both - onlyK)) / 2, ((onlyK - none) + (both - onlyX)) / 2
                },
                within(1e-12));
      }
    }
  }

  @Test
  void anAverageIsExplainedAsTheTreesItAverages() {
    double[] row = {3, 1};
    Explanation one = ModelBuilder.regression(INPUTS).add(1, sample(1)).build().explain(row);
    Explanation half = ModelBuilder.regression(INPUTS).add(1, sample(2)).build().explain(row);

    assertThat(half.margin()).isEqualTo(one.margin() / 2);
    assertThat(half.contribution(1)).isCloseTo(one.contribution(1) / 2, within(1e-12));
  }

  @Test
  void aFloatForestMayHavePlayersToo() {
    Encoding encoding = Encoding.of(INPUTS, 9);
    var forest = new Forest(4, new float[] {0}, List.of(), new int[0]);

    assertThat(encoding.players()).containsExactly(0, 1, 1, 1);
    assertThat(forest.withPlayers(encoding.players()).player(3)).isEqualTo(1);
    assertThat(forest.withPlayers(encoding.players()).inFloat()).isTrue();
  }

  @Property(tries = 300)
  void cutsCountWhatLiesAtOrBelow(@ForAll double x, @ForAll List<Double> values) {
    double[] cuts =
        values.stream()
            .filter(Double::isFinite)
            .mapToDouble(v -> v + 0.0)
            .sorted()
            .distinct()
            .toArray();
    var feature = new Encoding.Cuts(0, cuts);

    if (Double.isFinite(x)) {
      assertThat((long) feature.of(x)).isEqualTo(Arrays.stream(cuts).filter(c -> c <= x).count());
    }
  }

  /** k in {a}: x &lt; 2.5 ? -1 : 2; else k in {b}: x &lt;= 2.5 ? 4 : 8; else 16; see covers. */
  static TreeComponent sample(double divisor) {
    double cut = Math.nextUp(2.5);
    var cuts = new Encoding.Cuts(0, new double[] {2.5, cut});
    var encoding =
        new Encoding(
            List.of(
                new Encoding.Among(1, new long[] {3}, Float.NaN),
                cuts,
                new Encoding.Among(1, new long[] {1}, 0)));
    var tree =
        new Tree(
            new int[] {0, 2, -1, 1, 1, -1, -1, -1, -1},
            new float[] {0.5f, 0.5f, 0, cuts.threshold(2.5), cuts.threshold(cut), 0, 0, 0, 0},
            new boolean[] {false, true, false, true, false, false, false, false, false},
            new int[] {1, 3, -1, 5, 7, -1, -1, -1, -1},
            new int[] {2, 4, -1, 6, 8, -1, -1, -1, -1},
            new double[] {0, 0, 16, 0, 0, -1, 2, 4, 8},
            new double[] {10, 6, 4, 3, 3, 1.5, 1.5, 0.75, 2.25});
    return new TreeComponent(
        encoding,
        Forest.inDouble(
            new double[] {0}, List.of(tree), new int[] {0}, divisor, encoding.players()));
  }

  private static double value(double x, double k) {
    return leafValue((int) k, x);
  }

  private static double leafValue(int k, double x) {
    return k == 0 ? (x < 2.5 ? -1 : 2) : k == 1 ? (x <= 2.5 ? 4 : 8) : 16;
  }

  private static Tree leaf(double value) {
    int[] none = {-1};
    return new Tree(
        none, new float[1], new boolean[1], none, none, new double[] {value}, new double[] {1});
  }

  private static void refusesCuts(String rule, float missing, double... cuts) {
    assertThatThrownBy(() -> new Encoding.Cuts(0, cuts, missing, false)).hasMessageContaining(rule);
  }

  private static void refuses(String rule, double divisor, int... players) {
    assertThatThrownBy(
            () ->
                Forest.inDouble(
                    new double[] {0}, List.of(leaf(1)), new int[] {0}, divisor, players))
        .hasMessageContaining(rule);
  }
}
