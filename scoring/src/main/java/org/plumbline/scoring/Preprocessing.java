package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.finite;
import static org.plumbline.scoring.Checks.require;

import java.util.List;

/**
 * Turns a row of slots into the columns of a design matrix, each of them bounded, so that no row
 * can drive a linear margin to infinity.
 *
 * <p>Immutable and thread-safe; O(inputs + width) per row, no allocation.
 */
public final class Preprocessing {
  private final List<Step> steps;
  private final int width;
  private final PlainNumbers plain;

  /** How one input becomes columns. */
  public sealed interface Step {
    /** Index of the input read. */
    int input();

    /** Number of columns written. */
    int width();

    /** Writes the columns of the slot at {@code offset}. */
    void apply(double slot, double[] out, int offset);

    /** Largest absolute value any slot can put into the column. */
    double bound(int column);

    /** A readable name of the column, such as {@code tenure is missing}. */
    String columnName(int column, Input input);
  }

  /**
   * A number: missing becomes {@code impute}, then clip to [low, high], then optionally the signed
   * logarithm {@code sign(x) ln(1+|x|)}, then {@code (x - mean) / scale}. A second column says 1
   * where the value was missing, if {@code indicator}.
   */
  public record Numeric(
      int input,
      double impute,
      boolean indicator,
      double low,
      double high,
      boolean logarithm,
      double mean,
      double scale)
      implements Step {
    public Numeric {
      require(input >= 0, "input %s is negative", input);
      finite(impute, "impute");
      finite(low, "low");
      finite(high, "high");
      finite(mean, "mean");
      require(low <= high, "clip [%s, %s] is empty", low, high);
      require(scale > 0 && Double.isFinite(scale), "scale %s must be positive and finite", scale);
    }

    @Override
    public int width() {
      return indicator ? 2 : 1;
    }

    @Override
    public void apply(double slot, double[] out, int offset) {
      boolean missing = Double.isNaN(slot);
      out[offset] = value(missing ? impute : slot);
      if (indicator) {
        out[offset + 1] = missing ? 1 : 0;
      }
    }

    private double value(double x) {
      double clipped = Math.min(Math.max(x, low), high);
      // StrictMath, because a model's numbers must not depend on the machine.
      double scaled =
          logarithm ? Math.copySign(StrictMath.log1p(Math.abs(clipped)), clipped) : clipped;
      return (scaled - mean) / scale;
    }

    @Override
    public double bound(int column) {
      return column == 1 ? 1 : Math.max(Math.abs(value(low)), Math.abs(value(high)));
    }

    @Override
    public String columnName(int column, Input in) {
      return column == 1 ? in.name() + " is missing" : in.name();
    }
  }

  /** A category as one number: its rank or any other value that owes nothing to the target. */
  public record Ordinal(int input, double[] values, double missing, double unknown)
      implements Step {
    public Ordinal {
      require(input >= 0, "input %s is negative", input);
      values = finite(values.clone(), "value of category");
      finite(missing, "value of missing");
      finite(unknown, "value of unknown");
    }

    @Override
    public double[] values() {
      return values.clone();
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void apply(double slot, double[] out, int offset) {
      out[offset] = Double.isNaN(slot) ? missing : slot < 0 ? unknown : values[(int) slot];
    }

    @Override
    public double bound(int column) {
      double bound = Math.max(Math.abs(missing), Math.abs(unknown));
      for (double value : values) {
        bound = Math.max(bound, Math.abs(value));
      }
      return bound;
    }

    @Override
    public String columnName(int column, Input in) {
      return in.name() + " as a number";
    }
  }

  /**
   * A category: one column of 0/1 per group of categories. {@code columns[category]} names the
   * column of each category, so rare ones may share one; missing and unknown have a column each,
   * which may be the same one, or -1 for none (all columns 0).
   */
  public record OneHot(int input, int[] columns, int missingColumn, int unknownColumn, int width)
      implements Step {
    public OneHot {
      columns = columns.clone();
      require(input >= 0, "input %s is negative", input);
      require(width >= 0, "width %s is negative", width);
      for (int column : columns) {
        require(column >= -1 && column < width, "column %s is outside of %s", column, width);
      }
      require(
          missingColumn >= -1
              && missingColumn < width
              && unknownColumn >= -1
              && unknownColumn < width,
          "columns of missing (%s) and unknown (%s) must lie below %s",
          missingColumn,
          unknownColumn,
          width);
    }

    @Override
    public int[] columns() {
      return columns.clone();
    }

    /** One column per category, then one for missing and one for unknown. */
    public static OneHot full(int input, int categories) {
      int[] columns = new int[categories];
      for (int i = 0; i < categories; i++) {
        columns[i] = i;
      }
      return new OneHot(input, columns, categories, categories + 1, categories + 2);
    }

    /**
     * A column per bucket of {@link StableHash}, then one for missing and one for unknown, whatever
     * the number of categories; two categories may share a bucket.
     */
    public static OneHot hashed(int input, List<String> categories, int buckets) {
      int[] columns =
          categories.stream().mapToInt(text -> StableHash.bucket(text, buckets)).toArray();
      return new OneHot(input, columns, buckets, buckets + 1, buckets + 2);
    }

    @Override
    public void apply(double slot, double[] out, int offset) {
      for (int i = 0; i < width; i++) {
        out[offset + i] = 0;
      }
      int column =
          Double.isNaN(slot) ? missingColumn : slot < 0 ? unknownColumn : columns[(int) slot];
      if (column >= 0) {
        out[offset + column] = 1;
      }
    }

    @Override
    public double bound(int column) {
      return 1;
    }

    @Override
    public String columnName(int column, Input in) {
      var names = new StringBuilder();
      for (int i = 0; i < columns.length; i++) {
        if (columns[i] == column) {
          names.append(names.isEmpty() ? "" : "|").append(in.categories().get(i));
        }
      }
      if (missingColumn == column) {
        names.append(names.isEmpty() ? "" : "|").append("missing");
      }
      if (unknownColumn == column) {
        names.append(names.isEmpty() ? "" : "|").append("unknown");
      }
      return in.name() + " = " + names;
    }
  }

  public Preprocessing(List<? extends Step> steps) {
    this.steps = List.copyOf(steps);
    this.width = this.steps.stream().mapToInt(Step::width).sum();
    this.plain = PlainNumbers.leading(this.steps);
  }

  public List<Step> steps() {
    return steps;
  }

  /** Number of columns of the design matrix. */
  public int width() {
    return width;
  }

  /** Writes the {@link #width()} columns of the row into {@code out}. */
  public void transform(double[] row, double[] out) {
    plain.apply(row, out);
    int offset = plain.count();
    for (int i = plain.count(); i < steps.size(); i++) {
      Step step = steps.get(i);
      step.apply(row[step.input()], out, offset);
      offset += step.width();
    }
  }

  /** The input each column comes from. */
  public int[] inputOfColumn() {
    int[] inputs = new int[width];
    int column = 0;
    for (Step step : steps) {
      for (int i = 0; i < step.width(); i++) {
        inputs[column++] = step.input();
      }
    }
    return inputs;
  }

  /** Readable names of all columns, in order. */
  public List<String> columnNames(List<Input> inputs) {
    return steps.stream()
        .flatMap(
            step ->
                java.util.stream.IntStream.range(0, step.width())
                    .mapToObj(i -> step.columnName(i, inputs.get(step.input()))))
        .toList();
  }

  void requireInputs(List<Input> inputs) {
    for (Step step : steps) {
      require(
          step.input() < inputs.size(), "step reads input %s of %s", step.input(), inputs.size());
      Input input = inputs.get(step.input());
      switch (step) {
        case Numeric _ ->
            require(
                !input.isCategorical(), "input '%s' is categorical, not a number", input.name());
        case Ordinal ordinal ->
            require(
                input.isCategorical() && input.categories().size() == ordinal.values.length,
                "values of %s categories do not fit input '%s' with %s",
                ordinal.values.length,
                input.name(),
                input.categories().size());
        case OneHot oneHot ->
            require(
                input.isCategorical() && input.categories().size() == oneHot.columns.length,
                "one-hot of %s categories does not fit input '%s' with %s",
                oneHot.columns.length,
                input.name(),
                input.categories().size());
      }
    }
  }

  double[] bounds() {
    double[] bounds = new double[width];
    int column = 0;
    for (Step step : steps) {
      for (int i = 0; i < step.width(); i++) {
        bounds[column++] = step.bound(i);
      }
    }
    return bounds;
  }
}
