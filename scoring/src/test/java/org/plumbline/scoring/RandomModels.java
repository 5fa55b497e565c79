package org.plumbline.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Models and rows of any legal shape, drawn from a seed. */
final class RandomModels {
  private final SplittableRandom random;

  RandomModels(long seed) {
    this.random = new SplittableRandom(seed);
  }

  List<Input> inputs() {
    var inputs = new ArrayList<Input>();
    for (int i = random.nextInt(1, 8); i >= 0; i--) {
      if (random.nextInt(3) > 0) {
        inputs.add(Input.numeric("n" + i));
      } else {
        int categories = random.nextInt(0, 5);
        var names = new ArrayList<String>();
        for (int c = 0; c < categories; c++) {
          names.add("c" + c);
        }
        inputs.add(Input.categorical("k" + i, names));
      }
    }
    return inputs;
  }

  /** Any slots, among them missing, unknown, extreme, and values that meet thresholds exactly. */
  double[] row(List<Input> inputs) {
    double[] row = new double[inputs.size()];
    for (int i = 0; i < row.length; i++) {
      int categories = inputs.get(i).categories().size();
      row[i] =
          switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> inputs.get(i).isCategorical() ? -1 : random.nextDouble(-1e300, 1e300);
            default ->
                inputs.get(i).isCategorical()
                    ? random.nextInt(-1, categories)
                    : Math.rint(random.nextDouble(-3, 3) * 4) / 4;
          };
    }
    return row;
  }

  Model model() {
    List<Input> inputs = inputs();
    return switch (random.nextInt(3)) {
      case 0 ->
          parts(ModelBuilder.binary(inputs, "no", "yes"), inputs, 1)
              .calibrate(Calibration.platt(random.nextDouble(0.5, 2), random.nextDouble(-1, 1)))
              .build();
      case 1 ->
          parts(ModelBuilder.multiclass(inputs, List.of("a", "b", "c")), inputs, 3)
              .calibrate(Calibration.temperature(random.nextDouble(0.5, 2), 0.1, 0.2, -0.3))
              .build();
      default -> parts(ModelBuilder.regression(inputs), inputs, 1).build();
    };
  }

  private ModelBuilder parts(ModelBuilder builder, List<Input> inputs, int margins) {
    components(inputs, margins).forEach(c -> builder.add(random.nextDouble(-1, 1), c));
    return builder;
  }

  List<Component> components(List<Input> inputs, int margins) {
    var components = new ArrayList<Component>();
    components.add(new ConstantComponent(doubles(margins, 1)));
    components.add(linear(inputs, margins));
    components.add(trees(inputs, margins));
    Collections.shuffle(components, new Random(random.nextLong()));
    return components;
  }

  private LinearComponent linear(List<Input> inputs, int margins) {
    var steps = new ArrayList<Preprocessing.Step>();
    for (int i = 0; i < inputs.size(); i++) {
      int categories = inputs.get(i).categories().size();
      steps.add(
          inputs.get(i).isCategorical()
              ? Preprocessing.OneHot.full(i, categories)
              : new Preprocessing.Numeric(
                  i,
                  random.nextDouble(-2, 2),
                  random.nextBoolean(),
                  -random.nextDouble(3),
                  random.nextDouble(3),
                  random.nextBoolean(),
                  random.nextDouble(-1, 1),
                  random.nextDouble(0.1, 2)));
    }
    var preprocessing = new Preprocessing(steps);
    double[][] coefficients = new double[margins][];
    for (int k = 0; k < margins; k++) {
      coefficients[k] = doubles(preprocessing.width(), 2);
    }
    return new LinearComponent(
        preprocessing, coefficients, doubles(margins, 1), doubles(preprocessing.width(), 1));
  }

  private TreeComponent trees(List<Input> inputs, int margins) {
    Encoding encoding = Encoding.of(inputs, random.nextInt(0, 4));
    int count = random.nextInt(0, 20);
    var trees = new ArrayList<Tree>();
    int[] groups = new int[count];
    for (int t = 0; t < count; t++) {
      groups[t] = random.nextInt(margins);
      trees.add(tree(encoding.width(), random.nextInt(0, random.nextInt(10) == 0 ? 30 : 7)));
    }
    float[] base = new float[margins];
    for (int k = 0; k < margins; k++) {
      base[k] = (float) random.nextDouble(-1, 1);
    }
    return new TreeComponent(encoding, new Forest(encoding.width(), base, trees, groups));
  }

  /** A tree that grows at random places, with repeated features and empty branches. */
  Tree tree(int features, int splits) {
    int inner = features == 0 ? 0 : splits;
    int n = 2 * inner + 1;
    int[] feature = new int[n];
    float[] threshold = new float[n];
    boolean[] missingLeft = new boolean[n];
    int[] left = new int[n];
    int[] right = new int[n];
    double[] leaf = new double[n];
    double[] cover = new double[n];
    int next = 1;
    int openNodes = 1;
    for (int i = 0; i < n; i++) {
      openNodes--;
      boolean mustSplit = openNodes == 0 && next < n;
      if (next < n && (mustSplit || random.nextInt(3) > 0)) {
        feature[i] = random.nextInt(features);
        threshold[i] = (float) (Math.rint(random.nextDouble(-3, 3) * 4) / 4);
        missingLeft[i] = random.nextBoolean();
        left[i] = next++;
        right[i] = next++;
        openNodes += 2;
      } else {
        feature[i] = -1;
        left[i] = -1;
        right[i] = -1;
        leaf[i] = (float) random.nextDouble(-1, 1);
      }
      cover[i] = random.nextInt(6) == 0 ? 0 : random.nextDouble(0, 100);
    }
    return new Tree(feature, threshold, missingLeft, left, right, leaf, cover);
  }

  private double[] doubles(int count, double size) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextDouble(-size, size);
    }
    return values;
  }
}
