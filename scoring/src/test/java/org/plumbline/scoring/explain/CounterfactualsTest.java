package org.plumbline.scoring.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.explain.Counterfactual.Change;
import org.plumbline.scoring.explain.Freedom.Direction;

class CounterfactualsTest {
  private static final List<Input> INPUTS =
      List.of(
          Input.numeric("age"),
          Input.numeric("orders"),
          Input.numeric("price"),
          Input.categorical("plan", List.of("basic", "plus", "gold")));

  private static final List<Spread> SPREADS = spreads(INPUTS, reference());

  private static List<Spread> spreads(List<Input> inputs, double[][] rows) {
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> Spread.of(inputs.get(i), rows, i))
        .toList();
  }

  /** Ages and orders are whole numbers, prices are not. */
  private static double[][] reference() {
    var random = new Random(5);
    double[][] rows = new double[800][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new double[] {
            20 + random.nextInt(50),
            random.nextInt(21),
            100 * random.nextDouble(),
            random.nextInt(3)
          };
    }
    return rows;
  }

  private static Counterfactuals within(int changes, Freedom... freedoms) {
    return new Counterfactuals(INPUTS, SPREADS, List.of(freedoms), changes);
  }

  private static Counterfactuals free(int changes) {
    return within(changes, Freedom.free(), Freedom.free(), Freedom.free(), Freedom.free());
  }

  @Test
  void movesOneNumberNoFartherThanNeeded() {
    ToDoubleFunction<double[]> risk = row -> 1 - row[1] / 20;

    List<Counterfactual> ways =
        free(2).find(risk, new double[] {30, 4, 50, 0}, Target.atMost(0.4), 1);

    assertThat(ways).hasSize(1);
    assertThat(ways.getFirst().changes()).containsExactly(new Change(1, 4, 12));
    assertThat(ways.getFirst().score()).isCloseTo(0.4, offset(1e-15));
    assertThat(ways.getFirst().apply(new double[] {30, 4, 50, 0})).containsExactly(30, 12, 50, 0);
  }

  @Test
  void numbersThatAreNotWholeGetFewDigits() {
    ToDoubleFunction<double[]> cheap = row -> row[2];

    Change change =
        free(1)
            .find(cheap, new double[] {30, 4, 50, 0}, Target.atMost(33.3333333), 1)
            .getFirst()
            .changes()
            .getFirst();

    assertThat(change.to()).isEqualTo(33.3);
  }

  @Test
  void namesEachSetOfInputsOnceFewestFirst() {
    ToDoubleFunction<double[]> score = row -> row[3] == 2 ? 1 : row[1] / 20;

    List<Counterfactual> ways =
        free(2).find(score, new double[] {30, 4, 50, 0}, Target.atLeast(1), 5);

    assertThat(ways.get(0).changes()).containsExactly(new Change(3, 0, 2));
    assertThat(ways.get(0).distance()).isEqualTo(1);
    assertThat(ways.get(1).changes()).containsExactly(new Change(1, 4, 20));
    assertThat(ways)
        .extracting(way -> way.changes().stream().map(Change::input).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void changesSeveralInputsWhenOneIsNotEnough() {
    ToDoubleFunction<double[]> both = row -> Math.min(row[1], row[3] * 10);
    double[] row = {30, 4, 50, 0};

    assertThat(free(1).find(both, row, Target.atLeast(9), 3)).isEmpty();
    List<Counterfactual> ways = free(2).find(both, row, Target.atLeast(9), 3);

    assertThat(ways.getFirst().changes()).containsExactly(new Change(1, 4, 9), new Change(3, 0, 1));
  }

  @Test
  void undoesWhatIsNotNeeded() {
    // Only with the plan changed does a price count, so the beam meets it on the way.
    ToDoubleFunction<double[]> score = row -> row[2] < 40 ? 1 : row[3] == 1 ? 0.5 : 0;

    List<Counterfactual> ways =
        within(2, Freedom.fixed(), Freedom.fixed(), Freedom.free(), Freedom.free())
            .find(score, new double[] {30, 4, 50, 0}, Target.atLeast(1), 4);

    assertThat(ways).hasSize(1);
    assertThat(ways.getFirst().changes()).extracting(Change::input).containsExactly(2);
  }

  @Test
  void keepsToWhatAPersonCouldChange() {
    ToDoubleFunction<double[]> score = row -> row[0] / 100 + row[1] / 20 - row[2] / 100;
    double[] row = {30, 4, 50, 0};

    List<Counterfactual> ways =
        within(
                3,
                Freedom.fixed(),
                Freedom.towards(Direction.UP).within(0, 8),
                Freedom.towards(Direction.DOWN).within(20, 100),
                Freedom.fixed())
            .find(score, row, Target.atLeast(0.25), 3);

    assertThat(ways).isNotEmpty();
    for (Counterfactual way : ways) {
      double[] changed = way.apply(row);
      assertThat(changed[0]).isEqualTo(30);
      assertThat(changed[1]).isBetween(4.0, 8.0);
      assertThat(changed[2]).isBetween(20.0, 50.0);
      assertThat(score.applyAsDouble(changed)).isGreaterThanOrEqualTo(0.25);
    }
  }

  @Test
  void proposesTheEndOfARangeThatNoRowReached() {
    ToDoubleFunction<double[]> score = row -> row[1];

    List<Counterfactual> ways =
        within(1, Freedom.fixed(), Freedom.free().within(0, 90), Freedom.fixed(), Freedom.fixed())
            .find(score, new double[] {30, 4, 50, 0}, Target.atLeast(60), 1);

    assertThat(ways.getFirst().changes()).containsExactly(new Change(1, 4, 60));
  }

  @Test
  void saysNothingWhereNothingIsToBeDone() {
    ToDoubleFunction<double[]> score = row -> row[1];
    double[] row = {30, 4, 50, 0};

    assertThat(free(2).find(score, row, Target.atLeast(4), 3)).isEmpty();
    assertThat(free(2).find(score, row, Target.atLeast(1_000), 3)).isEmpty();
    assertThat(free(2).find(r -> Double.NaN, row, Target.atLeast(1), 3)).isEmpty();
  }

  @Test
  void aMissingValueMayBeFilledOnlyWhenItIsFree() {
    ToDoubleFunction<double[]> score = row -> row[1] >= 10 ? 1 : 0;
    double[] row = {30, Double.NaN, 50, 0};

    List<Counterfactual> filled = free(1).find(score, row, Target.atLeast(1), 1);
    List<Counterfactual> upOnly =
        within(1, Freedom.free(), Freedom.towards(Direction.UP), Freedom.free(), Freedom.free())
            .find(score, row, Target.atLeast(1), 1);

    assertThat(filled.getFirst().changes().getFirst().to()).isGreaterThanOrEqualTo(10);
    assertThat(filled.getFirst().distance()).isEqualTo(1);
    assertThat(upOnly).isEmpty();
  }

  @Test
  void aColumnOfOneValueOrNoneProposesNothing() {
    List<Input> inputs = List.of(Input.numeric("constant"), Input.numeric("missing"));
    double[][] rows = {{7, Double.NaN}, {7, Double.NaN}};
    var search =
        new Counterfactuals(
            inputs, spreads(inputs, rows), List.of(Freedom.free(), Freedom.free()), 2);

    assertThat(search.find(r -> r[0], new double[] {7, 1}, Target.atLeast(9), 1)).isEmpty();
    assertThat(
            search.find(r -> r[0], new double[] {9, 1}, Target.atMost(8), 1).getFirst().changes())
        .containsExactly(new Change(0, 9, 8));
  }

  @Test
  void aSkewedColumnIsMeasuredByItsDeviation() {
    List<Input> inputs = List.of(Input.numeric("returns"));
    double[][] rows = {{0}, {0}, {0}, {0}, {0}, {0}, {0}, {10}};
    var search = new Counterfactuals(inputs, spreads(inputs, rows), List.of(Freedom.free()), 1);

    Counterfactual way = search.find(r -> r[0], new double[] {0}, Target.atLeast(5), 1).getFirst();

    double deviation = Math.sqrt((7 * 1.25 * 1.25 + 8.75 * 8.75) / 8);
    assertThat(way.distance()).isCloseTo(5 / deviation, offset(1e-12));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> within(1, Freedom.free())).hasMessageContaining("and 1 freedoms");
    assertThatThrownBy(() -> free(0)).hasMessageContaining("0 changes");
    assertThatThrownBy(() -> free(1).find(r -> 0, new double[3], Target.atMost(1), 1))
        .hasMessageContaining("3 slots for 4");
    assertThatThrownBy(() -> free(1).find(r -> 9, new double[4], Target.atMost(1), 0))
        .hasMessageContaining("0 ways");
    assertThatThrownBy(() -> Target.atMost(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Freedom.free().within(2, 1)).hasMessageContaining("empty");
    assertThatThrownBy(() -> new Counterfactuals(INPUTS, List.of(), List.of(), 1))
        .hasMessageContaining("4 inputs but 0 spreads");
    assertThatThrownBy(() -> new Spread(new double[0], 0, true)).hasMessageContaining("unit is 0");
  }

  @Test
  void quantilesOfAProfileDoAsWellAsRows() {
    Spread spread = Spread.ofQuantiles(false, 0, 0, 2.5, 5, 5);

    assertThat(spread.values()).containsExactly(0, 2.5, 5);
    assertThat(spread.unit()).isCloseTo(5 / 1.3489795, offset(1e-6));
    assertThat(spread.whole()).isFalse();
    assertThat(Spread.ofQuantiles(true, 0, 1.9, 2.1).values()).containsExactly(0, 2);
    assertThat(Spread.ofQuantiles(false).values()).isEmpty();
  }

  @Property(tries = 60)
  void everyWayMeetsTheTargetWithinTheFreedoms(@ForAll long seed) {
    var random = new Random(seed);
    double[] weights = random.doubles(4, -1, 1).toArray();
    ToDoubleFunction<double[]> score =
        row -> {
          double sum = 0;
          for (int i = 0; i < 4; i++) {
            sum += weights[i] * row[i] / 20;
          }
          return Math.tanh(sum);
        };
    List<Freedom> freedoms = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      freedoms.add(Freedom.towards(pick(random, Direction.values())));
    }
    double[] row = reference()[random.nextInt(800)];
    var target = new Target(pick(random, Target.Side.values()), random.nextDouble(-1, 1));
    var search = new Counterfactuals(INPUTS, SPREADS, freedoms, 3);

    List<Counterfactual> ways = search.find(score, row, target, 4);

    for (Counterfactual way : ways) {
      assertThat(score.applyAsDouble(way.apply(row))).isEqualTo(way.score());
      assertThat(target.isMetBy(way.score())).isTrue();
      assertThat(way.changes()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
      for (Change change : way.changes()) {
        Freedom freedom = freedoms.get(change.input());
        assertThat(freedom.allows(INPUTS.get(change.input()), change.from(), change.to())).isTrue();
      }
    }
    assertThat(search.find(score, row, target, 4)).isEqualTo(ways);
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
