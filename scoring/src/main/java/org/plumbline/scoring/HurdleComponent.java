package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.List;

/**
 * Two stages: the chance that anything happens times the amount expected if it does, {@code P(y >
 * 0) E[y | y > 0]}. Both stages are models over the same inputs; neither may be a hurdle itself.
 *
 * <p>A product of two models has no additive explanation that is exact, so this component has none:
 * {@link Model#explains()} is false for its model. Explain {@link #occurrence()} and {@link
 * #amount()} instead; each of them adds up on its own scale. Immutable and thread-safe.
 */
public final class HurdleComponent extends Component {
  private final Model occurrence;
  private final Model amount;

  public HurdleComponent(Model occurrence, Model amount) {
    require(occurrence.task() == Task.BINARY, "the first stage must be BINARY");
    require(amount.task() == Task.REGRESSION, "the second stage must be REGRESSION");
    require(occurrence.inputs().equals(amount.inputs()), "both stages must read the same inputs");
    require(occurrence.explains() && amount.explains(), "a stage must not be a hurdle itself");
    this.occurrence = occurrence;
    this.amount = amount;
  }

  /** The chance that anything happens. */
  public Model occurrence() {
    return occurrence;
  }

  /** The amount expected if it does. */
  public Model amount() {
    return amount;
  }

  @Override
  public int marginCount() {
    return 1;
  }

  @Override
  public void margins(double[] row, double[] out, Scratch scratch) {
    Scratch own = scratch.inner();
    out[0] = occurrence.score(row, own) * amount.score(row, own);
  }

  /** The product at the baselines of both stages. */
  @Override
  public double baseline(int output) {
    return occurrence.link().apply(occurrence.baseline(0))
        * amount.link().apply(amount.baseline(0));
  }

  @Override
  boolean explains() {
    return false;
  }

  @Override
  void explain(
      double[] row,
      int output,
      double margin,
      double weight,
      double[] contributions,
      Scratch scratch) {
    throw new UnsupportedOperationException(
        "a hurdle has no exact explanation; explain its two stages");
  }

  @Override
  void requireInputs(List<Input> inputs) {
    require(
        occurrence.inputs().equals(inputs), "a hurdle must read the inputs of its model, in order");
  }
}
