package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a row of slots into the float features of a {@link Forest}; missing becomes NaN.
 *
 * <p>Immutable and thread-safe; O(features) per row, no allocation.
 */
public final class Encoding {
  private final List<Feature> features;

  /** Where one feature comes from. */
  public sealed interface Feature {
    /** Index of the input read. */
    int input();

    /** The feature of a slot; NaN where the slot is missing. */
    float of(double slot);
  }

  /** The number itself, rounded to float; beyond the range of float the largest float. */
  public record Numeric(int input) implements Feature {
    public Numeric {
      require(input >= 0, "input %s is negative", input);
    }

    @Override
    public float of(double slot) {
      // An infinite float would equal no training value; the clamp keeps order and finiteness.
      return (float) Math.min(Math.max(slot, -Float.MAX_VALUE), Float.MAX_VALUE);
    }
  }

  /** 1 where the slot is that category, 0 where it is another or unknown. */
  public record OneHot(int input, int category) implements Feature {
    public OneHot {
      require(input >= 0 && category >= 0, "one-hot of input %s, category %s", input, category);
    }

    @Override
    public float of(double slot) {
      return Double.isNaN(slot) ? Float.NaN : slot == category ? 1f : 0f;
    }
  }

  /** A number per category (rank, frequency, target mean), another for an unknown one. */
  public record Lookup(int input, float[] values, float unknown) implements Feature {
    public Lookup {
      values = values.clone();
      require(input >= 0, "input %s is negative", input);
      require(!Float.isInfinite(unknown), "the value of unknown categories is infinite");
      for (float value : values) {
        require(!Float.isInfinite(value), "a category has an infinite value");
      }
    }

    @Override
    public float[] values() {
      return values.clone();
    }

    @Override
    public float of(double slot) {
      return Double.isNaN(slot) ? Float.NaN : slot < 0 ? unknown : values[(int) slot];
    }
  }

  public Encoding(List<? extends Feature> features) {
    this.features = List.copyOf(features);
  }

  /**
   * Numbers as they are, categories with at most {@code maxOneHot} values one-hot, others by index.
   */
  public static Encoding of(List<Input> inputs, int maxOneHot) {
    var features = new ArrayList<Feature>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      int categories = input.categories().size();
      if (!input.isCategorical()) {
        features.add(new Numeric(i));
      } else if (categories <= maxOneHot) {
        for (int c = 0; c < categories; c++) {
          features.add(new OneHot(i, c));
        }
      } else {
        float[] ranks = new float[categories];
        for (int c = 0; c < categories; c++) {
          ranks[c] = c;
        }
        features.add(new Lookup(i, ranks, Float.NaN));
      }
    }
    return new Encoding(features);
  }

  public List<Feature> features() {
    return features;
  }

  /** Number of features written. */
  public int width() {
    return features.size();
  }

  /** Writes the {@link #width()} features of the row into {@code out}. */
  public void encode(double[] row, float[] out) {
    for (int j = 0; j < features.size(); j++) {
      Feature feature = features.get(j);
      out[j] = feature.of(row[feature.input()]);
    }
  }

  void requireInputs(List<Input> inputs) {
    for (Feature feature : features) {
      require(
          feature.input() < inputs.size(),
          "a feature reads input %s of %s",
          feature.input(),
          inputs.size());
      Input input = inputs.get(feature.input());
      switch (feature) {
        case Numeric _ ->
            require(
                !input.isCategorical(), "input '%s' is categorical, not a number", input.name());
        case OneHot oneHot ->
            require(
                input.isCategorical() && oneHot.category < input.categories().size(),
                "input '%s' has no category %s",
                input.name(),
                oneHot.category);
        case Lookup lookup ->
            require(
                input.isCategorical() && input.categories().size() == lookup.values.length,
                "%s category values do not fit input '%s' with %s categories",
                lookup.values.length,
                input.name(),
                input.categories().size());
      }
    }
  }
}
