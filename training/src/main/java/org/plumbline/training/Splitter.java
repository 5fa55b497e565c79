package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parts rows so that what is judged could not have been seen: by time, by group, or stratified.
 *
 * <p>Works on any subset of rows, so that the same rule parts the data for evaluation and, inside a
 * training part, for tuning. Pure: same rows and seed, same folds.
 */
sealed interface Splitter {
  /** The name that stands in a scorecard. */
  String kind();

  /** Up to {@code count} folds of these rows; fewer when the rows do not allow as many. */
  List<Fold> folds(int[] rows, int count, long seed);

  /** One fold whose test part is about this share of the rows. */
  default Fold holdout(int[] rows, int parts, long seed) {
    return folds(rows, parts, seed).getLast();
  }

  /**
   * Deals the rows of each class evenly; numbers are dealt within tenths of their range of ranks.
   */
  record Stratified(Dataset data) implements Splitter {
    @Override
    public String kind() {
      return data.classes().isEmpty() ? "shuffled" : "stratified";
    }

    @Override
    public List<Fold> folds(int[] rows, int count, long seed) {
      var random = new SplittableRandom(seed);
      int[] foldOf = new int[data.rowCount()];
      int next = 0;
      for (int[] stratum : strata(rows)) {
        shuffle(stratum, random);
        for (int row : stratum) {
          foldOf[row] = next++ % count;
        }
      }
      return byFold(rows, foldOf, Math.min(count, rows.length));
    }

    private List<int[]> strata(int[] rows) {
      if (data.classes().isEmpty()) {
        Integer[] sorted = Arrays.stream(rows).boxed().toArray(Integer[]::new);
        Arrays.sort(
            sorted, (left, right) -> Double.compare(data.target()[left], data.target()[right]));
        var tenths = new ArrayList<int[]>();
        int size = Math.max(1, (rows.length + 9) / 10);
        for (int from = 0; from < sorted.length; from += size) {
          tenths.add(
              Arrays.stream(sorted, from, Math.min(sorted.length, from + size))
                  .mapToInt(Integer::intValue)
                  .toArray());
        }
        return tenths;
      }
      return IntStream.range(0, data.classes().size())
          .mapToObj(k -> Arrays.stream(rows).filter(row -> data.target()[row] == k).toArray())
          .toList();
    }
  }

  /** Keeps all rows of a group on one side. */
  record Grouped(double[] groups) implements Splitter {
    @Override
    public String kind() {
      return "group";
    }

    @Override
    public List<Fold> folds(int[] rows, int count, long seed) {
      var random = new SplittableRandom(seed);
      var sizes = new LinkedHashMap<Double, Integer>();
      for (int row : rows) {
        sizes.merge(groups[row], 1, Integer::sum);
      }
      var names = new ArrayList<>(sizes.keySet());
      int[] order = IntStream.range(0, names.size()).toArray();
      shuffle(order, random);
      // Largest groups first into the emptiest fold, so that folds come out about even.
      Integer[] bySize = Arrays.stream(order).boxed().toArray(Integer[]::new);
      Arrays.sort(
          bySize,
          (left, right) -> Integer.compare(size(sizes, names, right), size(sizes, names, left)));
      int folds = Math.min(count, names.size());
      int[] filled = new int[folds];
      var foldOfGroup = new HashMap<Double, Integer>();
      for (int group : bySize) {
        int emptiest = 0;
        for (int fold = 1; fold < folds; fold++) {
          emptiest = filled[fold] < filled[emptiest] ? fold : emptiest;
        }
        filled[emptiest] += size(sizes, names, group);
        foldOfGroup.put(names.get(group), emptiest);
      }
      int[] foldOf = new int[groups.length];
      for (int row : rows) {
        foldOf[row] = foldOfGroup.getOrDefault(groups[row], 0);
      }
      return byFold(rows, foldOf, folds);
    }

    private static int size(LinkedHashMap<Double, Integer> sizes, List<Double> names, int group) {
      return sizes.getOrDefault(names.get(group), 0);
    }
  }

  /**
   * Rolling origin: each fold is judged on a block that lies after everything it was fitted on.
   *
   * <p>Rows of the same moment are never parted. With a group, rows of groups that also appear in
   * the judged block are taken out of the part fitted on.
   */
  record Timed(double[] times, double @Nullable [] groups) implements Splitter {
    @Override
    public String kind() {
      return "time";
    }

    @Override
    public List<Fold> folds(int[] rows, int count, long seed) {
      Integer[] sorted = Arrays.stream(rows).boxed().toArray(Integer[]::new);
      Arrays.sort(sorted, (left, right) -> Double.compare(times[left], times[right]));
      int[] ordered = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
      // One block more than folds: the first is only ever fitted on.
      var folds = new ArrayList<Fold>();
      int previous = edge(ordered, ordered.length / (count + 1));
      for (int block = 1; block <= count; block++) {
        int until =
            block == count
                ? ordered.length
                : edge(ordered, (int) ((long) ordered.length * (block + 1) / (count + 1)));
        if (until > previous && previous > 0) {
          folds.add(part(ordered, previous, until));
        }
        previous = Math.max(previous, until);
      }
      return folds;
    }

    /** The latest rows, one in {@code parts} of them, against all before. */
    @Override
    public Fold holdout(int[] rows, int parts, long seed) {
      Integer[] sorted = Arrays.stream(rows).boxed().toArray(Integer[]::new);
      Arrays.sort(sorted, (left, right) -> Double.compare(times[left], times[right]));
      int[] ordered = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
      int from = edge(ordered, ordered.length - ordered.length / parts);
      if (from == ordered.length) {
        // The last moment alone holds more than its share: judge on it all.
        from = ordered.length - 1;
        while (from > 0 && times[ordered[from - 1]] == times[ordered[ordered.length - 1]]) {
          from--;
        }
      }
      return part(ordered, from, ordered.length);
    }

    private Fold part(int[] ordered, int from, int until) {
      int[] test = Arrays.copyOfRange(ordered, from, until);
      int[] train = Arrays.copyOf(ordered, from);
      if (groups != null) {
        var judged = new HashSet<Double>();
        for (int row : test) {
          judged.add(groups[row]);
        }
        train = Arrays.stream(train).filter(row -> !judged.contains(groups[row])).toArray();
      }
      Arrays.sort(test);
      Arrays.sort(train);
      return new Fold(train, test);
    }

    /** The next position at which time moves on. */
    private int edge(int[] ordered, int position) {
      int edge = Math.max(position, 1);
      while (edge < ordered.length && times[ordered[edge]] == times[ordered[edge - 1]]) {
        edge++;
      }
      return Math.min(edge, ordered.length);
    }
  }

  private static List<Fold> byFold(int[] rows, int[] foldOf, int count) {
    int[] ascending = rows.clone();
    Arrays.sort(ascending);
    return IntStream.range(0, count)
        .mapToObj(
            fold ->
                new Fold(
                    Arrays.stream(ascending).filter(row -> foldOf[row] != fold).toArray(),
                    Arrays.stream(ascending).filter(row -> foldOf[row] == fold).toArray()))
        .filter(fold -> fold.train().length > 0 && fold.test().length > 0)
        .toList();
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
