package org.plumbline.scoring.explain;

import java.util.List;

/**
 * A row near another one whose score lies on the wanted side.
 *
 * @param score of the changed row, computed by the model itself
 * @param changes what is different, in the order of the inputs
 * @param distance sum of the changes: of a number in standard units of the reference, of a category
 *     1
 */
public record Counterfactual(double score, List<Change> changes, double distance) {
  public Counterfactual {
    changes = List.copyOf(changes);
  }

  /** One input with its slot before and after. */
  public record Change(int input, double from, double to) {}

  /** The row with the changes made. */
  public double[] apply(double[] row) {
    double[] changed = row.clone();
    for (Change change : changes) {
      changed[change.input()] = change.to();
    }
    return changed;
  }
}
