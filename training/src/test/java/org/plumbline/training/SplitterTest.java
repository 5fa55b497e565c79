package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Task;

class SplitterTest {
  @Property(tries = 50)
  void stratifiedFoldsCoverEveryRowOnceAndKeepShares(
      @ForAll @IntRange(min = 40, max = 400) int rows, @ForAll long seed) {
    double[] target = IntStream.range(0, rows).mapToDouble(i -> i % 4 == 0 ? 1 : 0).toArray();
    var data =
        new Dataset(
            Task.BINARY,
            List.of(Input.numeric("x")),
            new double[][] {target},
            List.of("no", "yes"),
            target,
            new int[0]);

    List<Fold> folds = new Splitter.Stratified(data).folds(all(rows), 5, seed);

    assertThat(Folds.tested(folds)).containsExactly(all(rows));
    for (Fold fold : folds) {
      assertDisjoint(fold);
      double share = Arrays.stream(data.targets(fold.test())).average().orElse(0);
      assertThat(share).isBetween(0.25 - 2.0 / fold.test().length, 0.25 + 2.0 / fold.test().length);
    }
  }

  @Property(tries = 50)
  void aGroupIsNeverOnBothSides(
      @ForAll @IntRange(min = 2, max = 300) int rows,
      @ForAll @IntRange(min = 1, max = 40) int groups,
      @ForAll long seed) {
    double[] group = IntStream.range(0, rows).mapToDouble(i -> (i * 31) % groups).toArray();

    List<Fold> folds = new Splitter.Grouped(group).folds(all(rows), 5, seed);

    for (Fold fold : folds) {
      assertDisjoint(fold);
      assertThat(of(group, fold.train())).doesNotContainAnyElementsOf(of(group, fold.test()));
    }
  }

  @Property(tries = 50)
  void timeNeverLooksBack(
      @ForAll @IntRange(min = 12, max = 300) int rows,
      @ForAll @IntRange(min = 1, max = 9) int perMoment) {
    double[] times =
        IntStream.range(0, rows).mapToDouble(i -> Math.floorDiv(rows - i, perMoment)).toArray();
    var splitter = new Splitter.Timed(times, null);

    List<Fold> folds = new java.util.ArrayList<>(splitter.folds(all(rows), 5, 1));
    folds.add(splitter.holdout(all(rows), 5, 1));

    for (Fold fold : folds) {
      double latest = Arrays.stream(fold.train()).mapToDouble(i -> times[i]).max().orElse(-1);
      double earliest = Arrays.stream(fold.test()).mapToDouble(i -> times[i]).min().orElse(1e9);
      assertThat(latest).isLessThan(earliest);
    }
  }

  private static int[] all(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static void assertDisjoint(Fold fold) {
    Set<Integer> train = Arrays.stream(fold.train()).boxed().collect(Collectors.toSet());
    assertThat(Arrays.stream(fold.test()).boxed()).doesNotContainAnyElementsOf(train);
  }

  private static Set<Double> of(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> values[row]).collect(Collectors.toSet());
  }
}
