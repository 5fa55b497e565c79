package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained model: a weighted blend of components on the margin scale, then an affine calibration,
 * then the link (logistic, softmax, none, or another that is named).
 *
 * <p>Immutable and thread-safe. Every answer is a pure function of the row and the model's bytes,
 * on any machine. Scoring costs the sum of its components; with a caller's {@link Scratch} it
 * allocates nothing.
 */
public final class Model {
  private final Task task;
  private final List<Input> inputs;
  private final boolean[] plainNumber;
  private final List<String> classes;
  private final List<WeightedComponent> components;
  private final Calibration calibration;
  private final Link link;

  /** A component and its share of the blend. */
  public record WeightedComponent(double weight, Component component) {
    public WeightedComponent {
      Checks.finite(weight, "weight");
    }
  }

  Model(
      Task task,
      List<Input> inputs,
      List<String> classes,
      List<WeightedComponent> components,
      Calibration calibration,
      Link link) {
    this.task = task;
    this.inputs = List.copyOf(inputs);
    this.plainNumber = new boolean[inputs.size()];
    for (int i = 0; i < plainNumber.length; i++) {
      plainNumber[i] = !inputs.get(i).isCategorical();
    }
    this.classes = List.copyOf(classes);
    this.components = List.copyOf(components);
    this.calibration = calibration;
    this.link = link;
    require(link.fits(task), "link %s does not fit task %s", link, task);
    int margins = marginCount();
    require(inputs.size() <= 1 << 20, "%s inputs are too many", inputs.size());
    require(
        inputs.stream().map(Input::name).distinct().count() == inputs.size(),
        "two inputs have the same name");
    require(
        switch (task) {
          case BINARY -> classes.size() == 2;
          case MULTICLASS -> classes.size() >= 2;
          case REGRESSION -> classes.isEmpty();
        },
        "%s classes do not fit task %s",
        classes.size(),
        task);
    require(
        classes.stream().distinct().count() == classes.size(), "two classes have the same name");
    require(!components.isEmpty(), "a model needs at least one component");
    require(
        calibration.offsets().length == margins,
        "calibration of %s margins, the model has %s",
        calibration.offsets().length,
        margins);
    for (WeightedComponent part : components) {
      require(
          part.component().marginCount() == margins,
          "a component has %s margins, the model %s",
          part.component().marginCount(),
          margins);
      part.component().requireInputs(this.inputs);
    }
  }

  public Task task() {
    return task;
  }

  /** The slots of a row, in order. */
  public List<Input> inputs() {
    return inputs;
  }

  /** [negative, positive] for BINARY, all classes for MULTICLASS, empty for REGRESSION. */
  public List<String> classes() {
    return classes;
  }

  public List<WeightedComponent> components() {
    return components;
  }

  public Calibration calibration() {
    return calibration;
  }

  /** From margins to the answer. */
  public Link link() {
    return link;
  }

  /** 1, or the number of classes for MULTICLASS. */
  public int marginCount() {
    return task == Task.MULTICLASS ? classes.size() : 1;
  }

  /**
   * Writes the calibrated margins, before the link: log-odds, unnormalised log-probabilities, or
   * the value itself.
   */
  public void margins(double[] row, double[] out) {
    margins(row, out, new Scratch());
  }

  /** As {@link #margins(double[], double[])}, without allocation. */
  public void margins(double[] row, double[] out, Scratch scratch) {
    requireRow(row);
    int count = marginCount();
    double[] part = scratch.part(count);
    double[] parts = scratch.parts(count * components.size());
    for (int k = 0; k < count; k++) {
      out[k] = 0;
    }
    for (int c = 0; c < components.size(); c++) {
      WeightedComponent weighted = components.get(c);
      weighted.component().margins(row, part, scratch);
      for (int k = 0; k < count; k++) {
        parts[c * count + k] = part[k];
        out[k] += weighted.weight() * part[k];
      }
    }
    for (int k = 0; k < count; k++) {
      out[k] = calibration.apply(out[k], k);
    }
  }

  /**
   * Writes the calibrated margins of many rows one after the other; the same bits as row by row,
   * several times faster where the model has trees.
   */
  public void margins(double[][] rows, double[] out, Scratch scratch) {
    for (double[] row : rows) {
      requireRow(row);
    }
    int count = marginCount();
    int size = rows.length * count;
    Arrays.fill(out, 0, size, 0);
    double[] part = scratch.manyMargins(size);
    for (WeightedComponent weighted : components) {
      weighted.component().margins(rows, part, scratch);
      for (int i = 0; i < size; i++) {
        out[i] += weighted.weight() * part[i];
      }
    }
    for (int i = 0; i < size; i++) {
      out[i] = calibration.apply(out[i], i % count);
    }
  }

  /** Writes the score of each row, the same bits as {@link #score(double[])}. */
  public void scores(double[][] rows, double[] out, Scratch scratch) {
    int count = marginCount();
    double[] margins = new double[rows.length * count];
    margins(rows, margins, scratch);
    double[] one = scratch.out(count);
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(margins, r * count, one, 0, count);
      out[r] = scoreOf(one);
    }
  }

  /** Probability of the positive class, the value, or the probability of the likeliest class. */
  public double score(double[] row) {
    return score(row, new Scratch());
  }

  /** As {@link #score(double[])}, without allocation. */
  public double score(double[] row, Scratch scratch) {
    double[] out = scratch.out(marginCount());
    margins(row, out, scratch);
    return scoreOf(out);
  }

  /** The score of calibrated margins, which it may overwrite. */
  public double scoreOf(double[] margins) {
    if (task != Task.MULTICLASS) {
      return link.apply(margins[0]);
    }
    Shares.apply(link, margins, marginCount());
    return margins[Shares.top(margins, marginCount())];
  }

  /**
   * Writes one probability per class, summing to 1: [1-p, p] for BINARY.
   *
   * @throws IllegalArgumentException for REGRESSION
   */
  public void probabilities(double[] row, double[] out) {
    probabilities(row, out, new Scratch());
  }

  /** As {@link #probabilities(double[], double[])}, without allocation. */
  public void probabilities(double[] row, double[] out, Scratch scratch) {
    requireClasses();
    double[] margins = scratch.out(marginCount());
    margins(row, margins, scratch);
    probabilitiesOf(margins, out);
  }

  /** As {@link #probabilities(double[], double[])}, from calibrated margins. */
  public void probabilitiesOf(double[] margins, double[] out) {
    requireClasses();
    if (task == Task.BINARY) {
      double p = link.apply(margins[0]);
      out[0] = 1 - p;
      out[1] = p;
    } else {
      System.arraycopy(margins, 0, out, 0, marginCount());
      Shares.apply(link, out, marginCount());
    }
  }

  /**
   * The class that an answer names: of two the positive one from the threshold on, of several the
   * likeliest, the first of equals.
   *
   * @param byClass probabilities or margins of several classes; not read for two
   * @return its place among the {@link #classes}
   * @throws IllegalArgumentException for REGRESSION
   */
  public int classOf(double score, double[] byClass, double threshold) {
    return switch (task) {
      case BINARY -> score >= threshold ? 1 : 0;
      case MULTICLASS -> Shares.top(byClass, classes.size());
      case REGRESSION -> throw new IllegalArgumentException("a regression model has no classes");
    };
  }

  private void requireClasses() {
    require(task != Task.REGRESSION, "a regression model has no probabilities");
  }

  /** Whether rows can be explained; false only where a component has no exact explanation. */
  public boolean explains() {
    return components.stream().allMatch(part -> part.component().explains());
  }

  /**
   * Contributions of the inputs to the margin; for MULTICLASS to that of the likeliest class.
   *
   * @throws UnsupportedOperationException if the model does not {@link #explains explain} itself
   */
  public Explanation explain(double[] row) {
    return explain(row, new Scratch());
  }

  /** As {@link #explain(double[])}, allocating only the answer. */
  public Explanation explain(double[] row, Scratch scratch) {
    return explain(row, scratch.out(marginCount()), scratch);
  }

  /** As {@link #explain(double[])}, and writes the margins too: one walk answers all of a row. */
  public Explanation explain(double[] row, double[] margins, Scratch scratch) {
    margins(row, margins, scratch);
    return explain(row, Shares.top(margins, marginCount()), margins, scratch);
  }

  /** Contributions of the inputs to the given margin. */
  public Explanation explain(double[] row, int output) {
    require(output >= 0 && output < marginCount(), "no margin %s of %s", output, marginCount());
    var scratch = new Scratch();
    double[] out = scratch.out(marginCount());
    margins(row, out, scratch);
    return explain(row, output, out, scratch);
  }

  /** Right after {@link #margins}, which left those of the components in the working memory. */
  private Explanation explain(double[] row, int output, double[] margins, Scratch scratch) {
    double[] contributions = new double[inputs.size()];
    int count = marginCount();
    double[] parts = scratch.parts(count * components.size());
    for (int c = 0; c < components.size(); c++) {
      WeightedComponent weighted = components.get(c);
      double weight = weighted.weight() * calibration.slope();
      double own = parts[c * count + output];
      weighted.component().explain(row, output, own, weight, contributions, scratch);
    }
    return new Explanation(output, baseline(output), contributions, margins[output]);
  }

  /**
   * Explains many rows, each as {@link #explain(double[])} does and with the same bits; several
   * times faster where the model has trees.
   */
  public List<Explanation> explain(double[][] rows, Scratch scratch) {
    int count = marginCount();
    double[] margins = new double[rows.length * count];
    margins(rows, margins, scratch);
    int[] outputs = new int[rows.length];
    double[] one = scratch.out(count);
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(margins, r * count, one, 0, count);
      outputs[r] = Shares.top(one, count);
    }
    double[][] contributions = new double[rows.length][inputs.size()];
    for (WeightedComponent weighted : components) {
      double weight = weighted.weight() * calibration.slope();
      weighted.component().explain(rows, outputs, weight, contributions, scratch);
    }
    var explanations = new ArrayList<Explanation>(rows.length);
    for (int r = 0; r < rows.length; r++) {
      int k = outputs[r];
      explanations.add(new Explanation(k, baseline(k), contributions[r], margins[r * count + k]));
    }
    return explanations;
  }

  /** The margin expected of a row nothing is known of; the baseline of every explanation. */
  public double baseline(int output) {
    double sum = 0;
    for (WeightedComponent weighted : components) {
      sum += weighted.weight() * weighted.component().baseline(output);
    }
    return calibration.apply(sum, output);
  }

  /** Written without varargs, so that a row that is right costs no allocation. */
  private void requireRow(double[] row) {
    if (row.length != inputs.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " slots, the model reads " + inputs.size());
    }
    for (int i = 0; i < row.length; i++) {
      // Finite numbers, the common case, without a look at the input.
      if (plainNumber[i] && Math.abs(row[i]) <= Double.MAX_VALUE) {
        continue;
      }
      Input input = inputs.get(i);
      if (!input.accepts(row[i])) {
        throw new IllegalArgumentException(
            "slot of input '"
                + input.name()
                + "' is "
                + row[i]
                + (input.isCategorical()
                    ? ": must be a category index below "
                        + input.categories().size()
                        + ", -1 (unknown) or NaN (missing)"
                    : ": must be a finite number or NaN (missing)"));
      }
    }
  }

  /** The model as a file of the lowest format version that can hold it: same model, same bytes. */
  public byte[] toBytes() {
    return ModelFile.write(this);
  }

  /**
   * Reads a model file.
   *
   * @throws ModelFormatException if it is truncated, damaged, oversized or illegal in any part
   */
  public static Model read(byte[] bytes) {
    return ModelFile.read(bytes);
  }
}
