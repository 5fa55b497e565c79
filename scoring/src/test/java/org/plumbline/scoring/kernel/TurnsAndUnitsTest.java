package org.plumbline.scoring.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Tree;

/** The parts that kernels table beforehand, against asking each node of each tree. */
class TurnsAndUnitsTest {
  private static int[] keys(float[] row, int features) {
    int[] keys = new int[Keys.count(features)];
    Keys.fill(row, features, keys);
    return keys;
  }

  @Property(tries = 80)
  void turnsAreWhatEachNodeWouldDecide(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 5);
    List<Tree> trees =
        IntStream.range(0, random.between(1, 20))
            .mapToObj(t -> random.tree(features, random.between(0, ShapBundle.MAX_DEPTH), 0.9))
            .toList();
    var bundle = new ShapBundle(trees, new Conditions(trees, features));
    int[] passed = new int[bundle.turns.passedLength()];
    float[] found = new float[bundle.rest.length];

    for (int i = 0; i < 20; i++) {
      int[] keys = keys(random.rows(features, 1), features);
      // What an earlier row left must not matter.
      Arrays.fill(found, Float.NaN);

      bundle.turns.decide(keys, found, passed);

      for (int node = 0; node < found.length; node++) {
        assertThat(found[node]).as("node %s", node).isEqualTo(plain(bundle, keys, node));
      }
    }
  }

  private static float plain(ShapBundle bundle, int[] keys, int node) {
    if (!bundle.test[node]) {
      return bundle.rest[node];
    }
    int above = node;
    while (bundle.earlier[above] >= 0) {
      int side = bundle.earlier[above] & 1;
      above = (bundle.earlier[above] >> 1) * bundle.lanes + node % bundle.lanes;
      if (turn(bundle, keys, above) != side) {
        return 0;
      }
    }
    return bundle.rest[node] - turn(bundle, keys, node);
  }

  private static int turn(ShapBundle bundle, int[] keys, int node) {
    return Keys.right(bundle.threshold[node], keys[bundle.slot[node]]);
  }

  @Property(tries = 80)
  void unitsTellTheFeaturesThatEachLeafFails(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 6);
    List<Tree> trees =
        IntStream.range(0, random.between(1, 6))
            .mapToObj(t -> random.tree(features, random.between(0, 7), 0.9))
            .toList();
    var paths = new LeafPaths(trees);

    var units = new LeafUnits(paths);

    var seen = new ArrayList<Integer>();
    units.units.forEach(unit -> Arrays.stream(units.leaves(unit)).forEach(seen::add));
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, paths.leaves()).boxed().toList());
    for (int i = 0; i < 20; i++) {
      int[] keys = keys(random.rows(features, 1), features);
      long[] all = new long[paths.nodes()];
      long[] upper = new long[paths.nodes()];
      paths.failed(keys, all);
      paths.failed(units.above, keys, upper);
      for (LeafUnits.Unit unit : units.units) {
        int state = state(paths, unit, keys, upper);
        assertThat(state).isLessThan(unit.states());
        for (int leaf : units.leaves(unit)) {
          assertThat(units.failed(unit, leaf, state)).isEqualTo((int) all[paths.node[leaf]]);
        }
      }
    }
  }

  private static int state(LeafPaths paths, LeafUnits.Unit unit, int[] keys, long[] failed) {
    int state = (int) failed[unit.root()];
    for (int k = 0; k < unit.nodes().length; k++) {
      int node = unit.nodes()[k];
      state += unit.weights()[k] * Keys.right(paths.threshold[node], keys[paths.slot[node]]);
    }
    return state;
  }

  /** Features of the path to any leaf, each once; few first; a table for each state. */
  @Property(tries = 80)
  void unitsNameTheFeaturesThatTheirLeavesGiveTo(@ForAll long seed) {
    var random = new RandomForests(seed);
    var paths = new LeafPaths(List.of(random.tree(6, 7, 0.95), random.tree(6, 3, 0.9)));

    var units = new LeafUnits(paths);

    int before = 0;
    long size = 0;
    for (LeafUnits.Unit unit : units.units) {
      int[] expected =
          Arrays.stream(units.leaves(unit))
              .flatMap(leaf -> IntStream.range(paths.start[leaf], paths.start[leaf + 1]))
              .map(at -> paths.feature[at])
              .distinct()
              .toArray();
      assertThat(unit.features()).containsExactlyInAnyOrder(expected);
      assertThat(unit.features().length).isGreaterThanOrEqualTo(before);
      assertThat(unit.nodes()).hasSize(3);
      assertThat(units.leaves(unit)).hasSizeBetween(1, 4);
      before = unit.features().length;
      size += (long) unit.states() * unit.features().length;
    }
    assertThat(units.size()).isEqualTo(size);
  }

  /** A root over one test and one leaf: two nodes, so four states besides what lies above. */
  @Test
  void aUnitOfThreeLeavesHasTwoTurns() {
    Tree tree =
        new Tree(
            new int[] {0, 1, -1, -1, -1},
            new float[] {0.5f, 0.5f, 0, 0, 0},
            new boolean[5],
            new int[] {1, 3, -1, -1, -1},
            new int[] {2, 4, -1, -1, -1},
            new double[] {0, 0, 1, 2, 3},
            new double[] {4, 2, 2, 1, 1});
    var units = new LeafUnits(new LeafPaths(List.of(tree)));

    LeafUnits.Unit unit = units.units.getFirst();

    assertThat(units.units).hasSize(1);
    assertThat(units.above).isEmpty();
    assertThat(unit.nodes()).containsExactly(0, 1, 0);
    assertThat(unit.weights()).containsExactly(1, 2, 0);
    assertThat(unit.states()).isEqualTo(4);
    assertThat(unit.size()).isEqualTo(8);
  }
}
