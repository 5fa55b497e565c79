package org.plumbline.http.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;

/**
 * What a model says of the rows of one request, all at once, as many rows cost a fraction of one
 * after the other; the bits are the same.
 */
final class Scores {
  private final Model model;
  private final int width;
  private final double[] margins;
  private final List<Explanation> explanations;
  private final double[] one;

  private Scores(Model model, double[] margins, List<Explanation> explanations) {
    this.model = model;
    this.width = model.marginCount();
    this.margins = margins;
    this.explanations = explanations;
    this.one = new double[width];
  }

  /**
   * Scores rows.
   *
   * @param explained whether reasons will be asked for; a model without exact ones gives none
   */
  static Scores of(Model model, double[][] rows, boolean explained) {
    var scratch = new Scratch();
    var margins = new double[rows.length * model.marginCount()];
    model.margins(rows, margins, scratch);
    return new Scores(
        model, margins, explained && model.explains() ? model.explain(rows, scratch) : List.of());
  }

  /** The largest margin of a row. */
  double margin(int row) {
    double largest = margins[row * width];
    for (int k = 1; k < width; k++) {
      largest = Math.max(largest, margins[row * width + k]);
    }
    return largest;
  }

  double score(int row) {
    System.arraycopy(margins, row * width, one, 0, width);
    return model.scoreOf(one);
  }

  /** Writes the probabilities of the classes of a row. */
  void probabilities(int row, double[] out) {
    System.arraycopy(margins, row * width, one, 0, width);
    model.probabilitiesOf(one, out);
  }

  /** Why, null unless it was asked for and the model can tell. */
  @Nullable Explanation explanation(int row) {
    return explanations.isEmpty() ? null : explanations.get(row);
  }
}
