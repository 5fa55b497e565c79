package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.List;

/** The same margins for every row: a prior (log-odds, log-shares) or a mean. */
public final class ConstantComponent extends Component {
  private final double[] values;

  public ConstantComponent(double... values) {
    require(values.length > 0, "a constant needs at least one margin");
    this.values = finite(values.clone(), "constant");
  }

  /** A copy of the margins. */
  public double[] values() {
    return values.clone();
  }

  @Override
  public int marginCount() {
    return values.length;
  }

  @Override
  public void margins(double[] row, double[] out, Scratch scratch) {
    System.arraycopy(values, 0, out, 0, values.length);
  }

  @Override
  public double baseline(int output) {
    return values[output];
  }

  @Override
  void explain(
      double[] row,
      int output,
      double margin,
      double weight,
      double[] contributions,
      Scratch scratch) {}

  @Override
  void requireInputs(List<Input> inputs) {}
}
