package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/** Rows by falling score in groups of nearly equal size, equal scores in the order they came. */
public record Deciles(List<Group> groups) {
  public Deciles {
    groups = List.copyOf(groups);
  }

  /**
   * One group, the first of highest score.
   *
   * @param rows how many; the first groups have one more where the rows do not divide
   * @param positives how many of them
   * @param lift share of positives here over the share among all; {@code NaN} without positives
   * @param captured share of all positives in this and the groups before
   */
  public record Group(int rows, int positives, double lift, double captured) {}

  /** Ten groups. */
  public static Deciles of(double[] labels, double[] scores) {
    return of(labels, scores, 10);
  }

  /** As many groups as asked for; empty ones where there are fewer rows. */
  public static Deciles of(double[] labels, double[] scores, int count) {
    Rules.require(count >= 1, "%s groups: ask for at least one", count);
    double all = new Ranking(labels, scores).positives;
    int n = labels.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Group> groups = new ArrayList<>();
    int start = 0;
    int found = 0;
    for (int g = 0; g < count; g++) {
      int size = n / count + (g < n % count ? 1 : 0);
      int here = 0;
      for (int i = start; i < start + size; i++) {
        here += labels[order[i]] == 1 ? 1 : 0;
      }
      found += here;
      start += size;
      double lift = ((double) here / size) / (all / n);
      groups.add(new Group(size, here, lift, found / all));
    }
    return new Deciles(groups);
  }
}
