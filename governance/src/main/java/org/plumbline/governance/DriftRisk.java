package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/** Folds the drift of many columns into one ratio. */
public final class DriftRisk {
  private DriftRisk() {}

  /**
   * The drift of one column.
   *
   * @param effect 0 or more
   * @param threshold effect from which drift matters, above 0
   * @param importance share of the model's decisions that the column carries; any non-negative
   *     scale
   */
  public record ColumnEffect(String column, double effect, double threshold, double importance) {
    public ColumnEffect {
      require(effect >= 0, "effect %s of '%s' must be 0 or more", effect, column);
      require(threshold > 0, "threshold %s of '%s' must be positive", threshold, column);
      require(importance >= 0, "importance %s of '%s' must be 0 or more", importance, column);
    }

    boolean drifted() {
      return effect >= threshold;
    }
  }

  /**
   * Half the strongest column, damped by how much the model leans on it, half the
   * importance-weighted share that has drifted: a thousand columns do not average one away, and one
   * column alone is not a rout.
   */
  public static RiskMeasure of(List<ColumnEffect> columns) {
    if (columns.isEmpty()) {
      return new RiskMeasure.NotApplicable("no column was compared");
    }
    double most = columns.stream().mapToDouble(ColumnEffect::importance).max().orElse(0);
    double total = 0;
    double drifted = 0;
    double strongest = 0;
    String name = columns.getFirst().column();
    long count = 0;
    for (ColumnEffect column : columns) {
      double weight = most > 0 ? column.importance() / most : 1;
      total += weight;
      if (column.drifted()) {
        drifted += weight;
        count++;
      }
      double ratio = column.effect() / column.threshold() * Math.sqrt(weight);
      if (ratio > strongest) {
        strongest = ratio;
        name = column.column();
      }
    }
    /* The share is scaled so that everything drifted equals four thresholds. */
    double ratio = 0.5 * strongest + 0.5 * 4 * (total == 0 ? 0 : drifted / total);
    return new RiskMeasure.Known(
        ratio, count + " of " + columns.size() + " columns drifted; strongest is " + name);
  }
}
