package org.plumbline.training;

import java.util.Arrays;
import org.plumbline.scoring.Input;
import org.plumbline.training.solver.LogisticRegression;

/**
 * The best one can do with one column and a table of rates: what an expert's rule of thumb is
 * worth.
 */
final class SingleColumnRule implements Predictor {
  static final String NAME = "singleColumn";
  private static final int BINS = 10;

  private final int input;
  private final double[] edges;
  private final double[] margins;
  private final double loss;

  private SingleColumnRule(int input, double[] edges, double[] margins, double loss) {
    this.input = input;
    this.edges = edges;
    this.margins = margins;
    this.loss = loss;
  }

  /** Tries each column on these rows and keeps the one of least log loss. BINARY only. */
  static SingleColumnRule fit(Dataset data, int[] rows) {
    SingleColumnRule best = new SingleColumnRule(0, new double[0], new double[0], Double.MAX_VALUE);
    for (int i = 0; i < data.inputs().size(); i++) {
      SingleColumnRule rule = of(data, i, rows);
      best = rule.loss < best.loss ? rule : best;
    }
    return best;
  }

  private static SingleColumnRule of(Dataset data, int input, int[] rows) {
    double[] column = data.columns()[input];
    double[] edges =
        data.inputs().get(input).kind() == Input.Kind.CATEGORICAL
            ? levels(data.inputs().get(input).categories().size())
            : deciles(column, rows);
    // The last place is for missing values.
    double[] counts = new double[edges.length + 2];
    double[] positives = new double[counts.length];
    double total = 0;
    for (int row : rows) {
      int bin = bin(column[row], edges);
      counts[bin]++;
      positives[bin] += data.target()[row];
      total += data.target()[row];
    }
    double prior = (total + 0.5) / (rows.length + 1);
    double[] margins = new double[counts.length];
    double loss = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      // Shrunk towards the prior as if ten more rows had it, so that rare bins say little.
      double rate = (positives[bin] + 10 * prior) / (counts[bin] + 10);
      margins[bin] = StrictMath.log(rate / (1 - rate));
      loss +=
          counts[bin] * LogisticRegression.softplus(margins[bin]) - positives[bin] * margins[bin];
    }
    return new SingleColumnRule(input, edges, margins, loss);
  }

  private static double[] levels(int categories) {
    double[] edges = new double[categories];
    Arrays.setAll(edges, level -> level - 0.5);
    return edges;
  }

  private static double[] deciles(double[] column, int[] rows) {
    double[] sorted =
        Arrays.stream(rows)
            .mapToDouble(row -> column[row])
            .filter(v -> !Double.isNaN(v))
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return sorted;
    }
    double[] edges = new double[BINS - 1];
    Arrays.setAll(edges, i -> sorted[(int) ((long) sorted.length * (i + 1) / BINS)]);
    return Arrays.stream(edges).distinct().toArray();
  }

  private static int bin(double slot, double[] edges) {
    if (Double.isNaN(slot)) {
      return edges.length + 1;
    }
    int bin = 0;
    while (bin < edges.length && slot >= edges[bin]) {
      bin++;
    }
    return bin;
  }

  int input() {
    return input;
  }

  @Override
  public void margins(double[] row, double[] out) {
    out[0] = margins[bin(row[input], edges)];
  }
}
