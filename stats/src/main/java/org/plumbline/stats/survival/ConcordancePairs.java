package org.plumbline.stats.survival;

import java.util.function.DoubleUnaryOperator;
import org.plumbline.stats.math.Sorting;

/*
 * Implementation note: one sweep back in time counts, for each event, those still at risk by score;
 * one sweep forward counts, for each row, the events that it outlived. The first gives the index,
 * both together each row's influence on it (Therneau and Watson 2015). A Fenwick tree over the ranks
 * of the scores answers each question in O(log n).
 */
/** Adds up pairs of rows that can be compared, stratum by stratum. */
final class ConcordancePairs {
  private final double[] right;
  private final double[] wrong;
  private final double[] equal;
  private double concordant;
  private double discordant;
  private double tiedScores;
  private double tiedTimes;
  private double tiedBoth;

  ConcordancePairs(int rows) {
    right = new double[rows];
    wrong = new double[rows];
    equal = new double[rows];
  }

  /** Adds the rows of one stratum; {@code names} are their numbers among all rows. */
  void add(Lifetimes rows, double[] scores, int[] names, DoubleUnaryOperator timeWeight) {
    int[] ranks = ranks(scores);
    int[] order = Sorting.ascending(rows.times());
    int[] entered = Sorting.ascending(rows.entries());
    backward(rows, ranks, order, entered, names, timeWeight);
    forward(rows, ranks, order, names, timeWeight);
    before(rows, ranks, order, entered, names, timeWeight);
  }

  private static int[] ranks(double[] scores) {
    int[] order = Sorting.ascending(scores);
    int[] ranks = new int[scores.length];
    int rank = -1;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || scores[order[i]] != scores[order[i - 1]]) {
        rank++;
      }
      ranks[order[i]] = rank;
    }
    return ranks;
  }

  private void backward(
      Lifetimes rows,
      int[] ranks,
      int[] order,
      int[] entered,
      int[] names,
      DoubleUnaryOperator timeWeight) {
    var alive = new WeightTree(ranks.length);
    int next = entered.length - 1;
    int last = order.length - 1;
    while (last >= 0) {
      double time = rows.time(order[last]);
      int first = last;
      while (first > 0 && rows.time(order[first - 1]) == time) {
        first--;
      }
      for (int i = first; i <= last; i++) {
        if (!rows.isEvent(order[i])) {
          alive.add(ranks[order[i]], rows.weight(order[i]));
        }
      }
      for (; next >= 0 && rows.entry(entered[next]) >= time; next--) {
        alive.add(ranks[entered[next]], -rows.weight(entered[next]));
      }
      for (int i = first; i <= last; i++) {
        if (rows.isEvent(order[i])) {
          compare(rows, alive, ranks, order[i], names, timeWeight.applyAsDouble(time));
        }
      }
      tied(rows, ranks, order, first, last);
      for (int i = first; i <= last; i++) {
        if (rows.isEvent(order[i])) {
          alive.add(ranks[order[i]], rows.weight(order[i]));
        }
      }
      last = first - 1;
    }
  }

  private void compare(
      Lifetimes rows, WeightTree alive, int[] ranks, int row, int[] names, double factor) {
    double low = factor * alive.below(ranks[row]);
    double same = factor * alive.at(ranks[row]);
    double high = factor * alive.above(ranks[row]);
    right[names[row]] += low;
    wrong[names[row]] += high;
    equal[names[row]] += same;
    concordant += rows.weight(row) * low;
    discordant += rows.weight(row) * high;
    tiedScores += rows.weight(row) * same;
  }

  /** Pairs of events at one time: (Σw)² less Σw², halved, over all and within equal scores. */
  private void tied(Lifetimes rows, int[] ranks, int[] order, int first, int last) {
    if (first == last) {
      return;
    }
    double[] keys = new double[last - first + 1];
    int events = 0;
    double sum = 0;
    double squares = 0;
    for (int i = first; i <= last; i++) {
      keys[i - first] = rows.isEvent(order[i]) ? ranks[order[i]] : Double.POSITIVE_INFINITY;
      if (rows.isEvent(order[i])) {
        events++;
        sum += rows.weight(order[i]);
        squares += rows.weight(order[i]) * rows.weight(order[i]);
      }
    }
    int[] byRank = Sorting.ascending(keys);
    double both = 0;
    double run = 0;
    for (int i = 0; i < events; i++) {
      double weight = rows.weight(order[first + byRank[i]]);
      run = i > 0 && keys[byRank[i]] == keys[byRank[i - 1]] ? run : 0;
      both += run * weight;
      run += weight;
    }
    tiedBoth += both;
    tiedTimes += (sum * sum - squares) / 2 - both;
  }

  private void forward(
      Lifetimes rows, int[] ranks, int[] order, int[] names, DoubleUnaryOperator timeWeight) {
    var gone = new WeightTree(ranks.length);
    int first = 0;
    while (first < order.length) {
      double time = rows.time(order[first]);
      int end = first;
      for (; end < order.length && rows.time(order[end]) == time; end++) {
        if (rows.isEvent(order[end])) {
          outlived(gone, ranks[order[end]], names[order[end]], 1);
        }
      }
      for (int i = first; i < end; i++) {
        if (rows.isEvent(order[i])) {
          double factor = timeWeight.applyAsDouble(time);
          gone.add(ranks[order[i]], factor * rows.weight(order[i]));
        }
      }
      for (int i = first; i < end; i++) {
        if (!rows.isEvent(order[i])) {
          outlived(gone, ranks[order[i]], names[order[i]], 1);
        }
      }
      first = end;
    }
  }

  /** Takes back the events before each row's entry. */
  private void before(
      Lifetimes rows,
      int[] ranks,
      int[] order,
      int[] entered,
      int[] names,
      DoubleUnaryOperator timeWeight) {
    var gone = new WeightTree(ranks.length);
    int next = 0;
    for (int row : entered) {
      for (; next < order.length && rows.time(order[next]) <= rows.entry(row); next++) {
        if (rows.isEvent(order[next])) {
          double factor = timeWeight.applyAsDouble(rows.time(order[next]));
          gone.add(ranks[order[next]], factor * rows.weight(order[next]));
        }
      }
      outlived(gone, ranks[row], names[row], -1);
    }
  }

  private void outlived(WeightTree gone, int rank, int name, int sign) {
    right[name] += sign * gone.above(rank);
    wrong[name] += sign * gone.below(rank);
    equal[name] += sign * gone.at(rank);
  }

  Concordance result(Lifetimes rows) {
    double pairs = concordant + discordant + tiedScores;
    double value = pairs > 0 ? (concordant + tiedScores / 2) / pairs : Double.NaN;
    double variance = 0;
    for (int i = 0; i < right.length; i++) {
      double own = right[i] + wrong[i] + equal[i];
      double influence = rows.weight(i) * (right[i] + equal[i] / 2 - value * own) / pairs;
      variance += influence * influence;
    }
    double error = pairs > 0 ? Math.sqrt(variance) : Double.NaN;
    return new Concordance(value, error, concordant, discordant, tiedScores, tiedTimes, tiedBoth);
  }
}
