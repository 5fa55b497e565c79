package org.plumbline.stats.descriptive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.stats.math.Rules;

/**
 * What each category says about a yes/no outcome. A category that has rows of one outcome only has
 * infinite evidence, and so has the column; without both outcomes everything is {@code NaN}.
 *
 * @param byCategory log of the category's share of the negative rows over its share of the positive
 *     ones: above 0 it speaks against the outcome, as credit scoring counts it
 * @param informationValue sum of differences of the shares times the evidence: the PSI between
 *     negatives and positives
 * @param mutualInformation of category and outcome in nats: 0 when independent
 */
public record WeightOfEvidence(
    Map<String, Double> byCategory, double informationValue, double mutualInformation) {
  public WeightOfEvidence {
    byCategory = Map.copyOf(byCategory);
  }

  /** Counts the categories; {@code outcome} holds the positive rows. */
  public static WeightOfEvidence of(List<String> categories, boolean[] outcome) {
    Rules.require(
        categories.size() == outcome.length,
        "%d categories but %d outcomes: give one for each",
        categories.size(),
        outcome.length);
    Map<String, double[]> counts = new TreeMap<>();
    double[] totals = new double[2];
    for (int i = 0; i < outcome.length; i++) {
      int side = outcome[i] ? 1 : 0;
      counts.computeIfAbsent(categories.get(i), name -> new double[2])[side]++;
      totals[side]++;
    }
    Map<String, Double> evidence = new TreeMap<>();
    double value = 0;
    double information = 0;
    double all = totals[0] + totals[1];
    for (Map.Entry<String, double[]> category : counts.entrySet()) {
      double[] count = category.getValue();
      double negative = count[0] / totals[0];
      double positive = count[1] / totals[1];
      double weight = Math.log(negative / positive);
      evidence.put(category.getKey(), weight);
      value += (negative - positive) * weight;
      for (int side = 0; side < 2; side++) {
        double expected = (count[0] + count[1]) * (totals[side] / all);
        information += count[side] == 0 ? 0 : count[side] / all * Math.log(count[side] / expected);
      }
    }
    boolean both = totals[0] > 0 && totals[1] > 0;
    return new WeightOfEvidence(
        evidence, both ? value : Double.NaN, both ? Math.max(0, information) : Double.NaN);
  }
}
