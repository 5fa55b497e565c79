package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;

class ChoiceTest {
  private static final int GROUPS = 60;
  private static final int ROWS = GROUPS * 10;

  private final double[] target = new double[ROWS];
  private final Margins sharp = new Margins(ROWS, 1);
  private final Margins blunt = new Margins(ROWS, 1);
  private final int[] rows = IntStream.range(0, ROWS).toArray();
  private final int[] groups = IntStream.of(rows).map(row -> row % GROUPS).toArray();

  /** Each group is ten copies of one row. */
  ChoiceTest() {
    var random = new SplittableRandom(3);
    for (int group = 0; group < GROUPS; group++) {
      double label = random.nextInt(2);
      double margin = 2 * label - 1 + random.nextGaussian();
      double other = margin + random.nextGaussian();
      for (int row = group; row < ROWS; row += GROUPS) {
        target[row] = label;
        sharp.set(row, 0, margin);
        blunt.set(row, 0, other);
      }
    }
  }

  private Dataset data(int[] ofRows) {
    return new Dataset(
        Task.BINARY, List.of(), new double[0][], List.of("no", "yes"), target, ofRows);
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  private Interval difference(Dataset data) {
    return new PairedLosses(data, rows, Measures.bootstrap(300, 1))
        .difference(Losses.byRow(data, blunt, rows), Losses.byRow(data, sharp, rows));
  }

  @Test
  void copiesOfARowMakeNoCandidateSurerOfItself() {
    Interval apart = difference(data(new int[0]));
    Interval together = difference(data(groups));

    assertThat(together.value()).isEqualTo(apart.value());
    assertThat(width(together)).isBetween(2 * width(apart), 5 * width(apart));
  }

  @Test
  void intervalsOfMetricsResampleWholeGroups() {
    var apart = new Measures(data(new int[0]), 0.5).withIntervals(sharp, rows, 300, 1);
    var together = new Measures(data(groups), 0.5).withIntervals(sharp, rows, 300, 1);

    Interval byRow = apart.getOrDefault("rocAuc", Interval.of(0));
    Interval byGroup = together.getOrDefault("rocAuc", Interval.of(0));
    assertThat(byGroup.value()).isEqualTo(byRow.value());
    assertThat(width(byGroup)).isGreaterThan(2 * width(byRow));
  }

  @Test
  void theNumberOfThreadsChangesNoInterval() {
    var measures = new Measures(data(groups), 0.5);

    var byOne = on(1, measures);
    var byThree = on(3, measures);

    assertThat(byThree).isEqualTo(byOne);
  }

  private Object on(int threads, Measures measures) {
    try (var pool = new ForkJoinPool(threads)) {
      return pool.submit(() -> measures.withIntervals(sharp, rows, 100, 1)).join();
    }
  }

  @Test
  void whatIsUndefinedHasNoEntry() {
    Dataset oneClass =
        new Dataset(
            Task.BINARY,
            List.of(),
            new double[0][],
            List.of("no", "yes"),
            new double[ROWS],
            new int[0]);

    var metrics = new Measures(oneClass, 0.5).withIntervals(sharp, rows, 50, 1);

    assertThat(metrics).containsKey("logLoss").doesNotContainKeys("rocAuc", "prAuc", "recall");
    metrics.values().forEach(interval -> assertThat(interval.low()).isFinite());
  }

  @Test
  void groupsAreNumberedByTheirValue() {
    assertThat(Dataset.numbered(new double[] {7.5, -2, 7.5, 3})).containsExactly(2, 0, 2, 1);
  }
}
