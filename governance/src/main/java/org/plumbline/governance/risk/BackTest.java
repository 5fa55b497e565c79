package org.plumbline.governance.risk;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.metrics.BinaryMetrics;

/**
 * Whether the risk index warned in time: what it was on past days against what labels showed in the
 * four weeks after.
 *
 * @param days days of versions that had an index then and labels since
 * @param drops of these days, how many were followed by a certain loss of performance
 * @param auc the chance that a day before a loss had the higher index than another day; null unless
 *     there are days of both kinds
 * @param bands how often a loss followed, by band of the index
 */
public record BackTest(int days, int drops, @Nullable Double auc, List<Band> bands) {
  private static final double[] EDGES = {0, 30, 60, 80, Double.POSITIVE_INFINITY};
  private static final List<String> NAMES = List.of("low", "moderate", "high", "severe");

  public BackTest {
    bands = List.copyOf(bands);
  }

  /** One past day of one version: its index, and whether its performance dropped soon after. */
  public record Outcome(double index, boolean dropped) {}

  /**
   * Days of one band.
   *
   * @param share of them that a loss followed; null without days. Neighbouring days share their
   *     four weeks, so no interval is given
   */
  public record Band(String band, int days, int drops, @Nullable Double share) {}

  /** Scores the outcomes; an index that knows nothing has an AUC of one half. */
  public static BackTest of(List<Outcome> outcomes) {
    double[] labels = outcomes.stream().mapToDouble(one -> one.dropped() ? 1 : 0).toArray();
    double[] scores = outcomes.stream().mapToDouble(Outcome::index).toArray();
    int drops = (int) outcomes.stream().filter(Outcome::dropped).count();
    boolean both = drops > 0 && drops < outcomes.size();
    return new BackTest(
        outcomes.size(),
        drops,
        both ? BinaryMetrics.rocAuc(labels, scores) : null,
        Stream.iterate(0, i -> i < NAMES.size(), i -> i + 1).map(i -> band(i, outcomes)).toList());
  }

  private static Band band(int number, List<Outcome> outcomes) {
    List<Outcome> within =
        outcomes.stream()
            .filter(one -> one.index() >= EDGES[number] && one.index() < EDGES[number + 1])
            .toList();
    int drops = (int) within.stream().filter(Outcome::dropped).count();
    return new Band(
        NAMES.get(number),
        within.size(),
        drops,
        within.isEmpty() ? null : Double.valueOf((double) drops / within.size()));
  }
}
