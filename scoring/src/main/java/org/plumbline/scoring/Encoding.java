package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;

/**
 * Turns a row of slots into the float features of a {@link Forest}; missing becomes NaN.
 *
 * <p>Immutable and thread-safe; O(features) per row, no allocation.
 */
public final class Encoding {
  private final List<Feature> features;

  /** The input of a {@link Numeric} feature, -1 of others: spares a call per number. */
  private final int[] number;

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
      return toFloat(slot);
    }

    private static float toFloat(double slot) {
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

  /**
   * How many of the cuts are at most the number: so trees of double thresholds become trees of
   * small whole floats, exactly. The test {@code x < cuts[i]} of a tree is {@code feature < i + 1},
   * see {@link #threshold}; the test {@code x <= c} has the cut {@code Math.nextUp(c)}.
   *
   * @param cuts strictly increasing; the last may be infinite (every number is below it)
   * @param missing the feature of a missing number: NaN, or a count of cuts to treat it as a number
   * @param zeroIsMissing whether {@code |x| <= 1e-35} is missing too, as LightGBM has it
   */
  public record Cuts(int input, double[] cuts, float missing, boolean zeroIsMissing)
      implements Feature {
    private static final double ZERO = 1e-35f;

    public Cuts {
      cuts = cuts.clone();
      require(input >= 0, "input %s is negative", input);
      require(cuts.length < 1 << 24, "%s cuts are more than a float can count", cuts.length);
      double before = Double.NEGATIVE_INFINITY;
      for (double cut : cuts) {
        require(cut > before, "cut %s does not lie above %s", cut, before);
        before = cut;
      }
      require(
          Float.isNaN(missing)
              || (missing >= 0 && missing <= cuts.length && missing == Math.rint(missing)),
          "the feature of a missing number is %s, must be NaN or a count of the %s cuts",
          missing,
          cuts.length);
    }

    /** Missing numbers stay missing, zero is a number. */
    public Cuts(int input, double[] cuts) {
      this(input, cuts, Float.NaN, false);
    }

    @Override
    public double[] cuts() {
      return cuts.clone();
    }

    /**
     * The threshold below which the feature of {@code x} lies exactly if {@code x < cut}.
     *
     * @throws IllegalArgumentException if there is no such cut
     */
    public float threshold(double cut) {
      int i = Arrays.binarySearch(cuts, cut + 0.0);
      require(i >= 0, "%s is no cut of input %s", cut, input);
      return i + 1f;
    }

    @Override
    public float of(double slot) {
      if (Double.isNaN(slot) || (zeroIsMissing && Math.abs(slot) <= ZERO)) {
        return missing;
      }
      int low = 0;
      int high = cuts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (cuts[middle] <= slot) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /**
   * 0 where the slot, cut to a whole number, is in the set, else 1; so {@code feature < 0.5} sends
   * the set to the left. An unknown category (-1) is in no set.
   *
   * @param set bit b of word w stands for {@code 64 w + b}
   * @param missing the feature of a missing slot: NaN, 0 (in the set) or 1 (not in it)
   */
  public record Among(int input, long[] set, float missing) implements Feature {
    public Among {
      set = set.clone();
      require(input >= 0, "input %s is negative", input);
      require(
          Float.isNaN(missing) || missing == 0 || missing == 1,
          "the feature of a missing slot is %s, must be NaN, 0 or 1",
          missing);
    }

    /** Missing stays missing. */
    public Among(int input, BitSet set) {
      this(input, set.toLongArray(), Float.NaN);
    }

    @Override
    public long[] set() {
      return set.clone();
    }

    @Override
    public float of(double slot) {
      if (Double.isNaN(slot)) {
        return missing;
      }
      boolean outside = slot <= -1 || slot >= 64.0 * set.length;
      int value = outside ? 0 : (int) slot;
      return outside || (set[value >> 6] >>> value & 1) == 0 ? 1f : 0f;
    }
  }

  public Encoding(List<? extends Feature> features) {
    this.features = List.copyOf(features);
    this.number = new int[features.size()];
    for (int j = 0; j < number.length; j++) {
      number[j] = features.get(j) instanceof Numeric numeric ? numeric.input() : -1;
    }
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

  /**
   * For each feature the first that reads the same input: the players of a {@link Forest} whose
   * inputs are to be explained whole, however many features they have.
   */
  public int[] players() {
    int[] players = new int[features.size()];
    var first = new HashMap<Integer, Integer>();
    for (int j = 0; j < players.length; j++) {
      first.putIfAbsent(features.get(j).input(), j);
      players[j] = first.getOrDefault(features.get(j).input(), j);
    }
    return players;
  }

  /** Number of features written. */
  public int width() {
    return features.size();
  }

  /** Writes the {@link #width()} features of the row into {@code out}. */
  public void encode(double[] row, float[] out) {
    for (int j = 0; j < number.length; j++) {
      if (number[j] >= 0) {
        out[j] = Numeric.toFloat(row[number[j]]);
      } else {
        Feature feature = features.get(j);
        out[j] = feature.of(row[feature.input()]);
      }
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
        case Numeric _, Cuts _ ->
            require(
                !input.isCategorical(), "input '%s' is categorical, not a number", input.name());
        case Among _ -> {}
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
