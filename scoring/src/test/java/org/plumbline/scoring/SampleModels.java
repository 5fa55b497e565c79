package org.plumbline.scoring;

import java.util.List;

/** Small models that hold every kind of part, for tests of what must work for all of them. */
final class SampleModels {
  static final List<Input> CUSTOMER =
      List.of(
          Input.numeric("tenure"),
          Input.categorical("contract", List.of("month", "year")),
          Input.categorical("region", List.of("north", "süd", "east")));

  private SampleModels() {}

  /** Linear, trees and prior in one blend, Platt calibrated. */
  static Model binary() {
    var preprocessing =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 10, true, 0, 72, true, 2, 1.5),
                Preprocessing.OneHot.full(1, 2),
                new Preprocessing.OneHot(2, new int[] {0, 1, 1}, -1, 1, 2)));
    var linear =
        new LinearComponent(
            preprocessing,
            new double[][] {{-0.7, 0.2, 0.5, -0.5, 0.1, 0, 0.3, -0.1}},
            new double[] {-1},
            new double[] {0.1, 0.05, 0.6, 0.3, 0.05, 0.05, 0.4, 0.6});
    return ModelBuilder.binary(CUSTOMER, "No", "Yes")
        .add(0.4, linear)
        .add(0.5, trees(1))
        .add(0.1, new ConstantComponent(-1.2))
        .calibrate(Calibration.platt(1.1, -0.05))
        .build();
  }

  /** Three classes, trees and prior, temperature and biases. */
  static Model multiclass() {
    return ModelBuilder.multiclass(CUSTOMER, List.of("low", "mid", "high"))
        .add(0.7, trees(3))
        .add(0.3, new ConstantComponent(-0.2, 0.1, 0.4))
        .calibrate(Calibration.temperature(1.25, 0.1, 0, -0.1))
        .build();
  }

  static Model regression() {
    return ModelBuilder.regression(CUSTOMER).add(1, trees(1)).build();
  }

  /** What came with version 2: trees of doubles and sets with players, an ordinal, isotonic. */
  static Model doubles() {
    double cut = Math.nextUp(12.3);
    var cuts = new Encoding.Cuts(0, new double[] {12.3, cut, 40}, 1, true);
    var encoding =
        new Encoding(
            List.of(
                cuts,
                new Encoding.Among(1, new long[] {1}, 1),
                new Encoding.Among(2, new long[] {5}, Float.NaN),
                new Encoding.Among(2, new long[] {2}, 0)));
    var tree =
        new Tree(
            new int[] {2, 0, 3, -1, 1, -1, -1, -1, -1},
            new float[] {0.5f, cuts.threshold(cut), 0.5f, 0, 0.5f, 0, 0, 0, 0},
            new boolean[] {true, false, false, false, true, false, false, false, false},
            new int[] {1, 3, 5, -1, 7, -1, -1, -1, -1},
            new int[] {2, 4, 6, -1, 8, -1, -1, -1, -1},
            new double[] {0, 0, 0, 0.1, 0, -0.7, 0.3, 1.1, -0.2},
            new double[] {100, 60, 40, 20, 40, 30, 10, 15, 25});
    var forest =
        Forest.inDouble(
            new double[] {0.1}, List.of(tree, tree), new int[] {0, 0}, 2, encoding.players());
    var linear =
        new LinearComponent(
            new Preprocessing(
                List.of(
                    new Preprocessing.Ordinal(2, new double[] {0.1, 2, -1}, 0.3, -0.3),
                    Preprocessing.OneHot.hashed(1, CUSTOMER.get(1).categories(), 2))),
            new double[][] {{0.3, -0.2, 0.4, 0.1, 0}},
            new double[] {0.2},
            new double[] {0.5, 0.6, 0.4, 0, 0});
    return ModelBuilder.binary(CUSTOMER, "No", "Yes")
        .add(0.6, new TreeComponent(encoding, forest))
        .add(0.4, linear)
        .link(
            new Link.Isotonic(
                new double[] {-0.5, 0, 0.25, 1}, new double[] {0.125, 0.25, 0.25, 0.75}))
        .build();
  }

  /** Two clusters over tenure and contract. */
  static Model clusters() {
    var preprocessing =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 10, false, 0, 72, false, 30, 20),
                new Preprocessing.Ordinal(1, new double[] {-1, 1}, 0, 0)));
    return ModelBuilder.multiclass(CUSTOMER, List.of("new", "loyal"))
        .add(
            1,
            new ClusterComponent(
                preprocessing,
                new double[][] {{-1, -0.5}, {0.75, 0.5}},
                new double[] {0.1, -0.2},
                new double[] {1.1, 0.9}))
        .link(Link.Standard.WINNER)
        .build();
  }

  /** Chance of a purchase times its amount. */
  static Model hurdle() {
    Model amount =
        ModelBuilder.regression(CUSTOMER).add(1, trees(1)).link(Link.Standard.LOG).build();
    return ModelBuilder.regression(CUSTOMER).add(1, new HurdleComponent(binary(), amount)).build();
  }

  /** Proportional hazards with a stored baseline. */
  static Model survival() {
    return ModelBuilder.regression(CUSTOMER)
        .add(1, trees(1))
        .link(new Link.Survival(new double[] {1, 6, 12}, new double[] {0.02, 0.1, 0.3}, 6))
        .build();
  }

  /** Two trees per margin over tenure, one-hot contract and ranked region. */
  static TreeComponent trees(int margins) {
    var encoding =
        new Encoding(
            List.of(
                new Encoding.Numeric(0),
                new Encoding.OneHot(1, 0),
                new Encoding.Lookup(2, new float[] {0.1f, 0.7f, 0.4f}, Float.NaN)));
    var trees = new java.util.ArrayList<Tree>();
    int[] groups = new int[2 * margins];
    float[] base = new float[margins];
    for (int t = 0; t < 2 * margins; t++) {
      groups[t] = t % margins;
      base[t % margins] = -0.5f;
      trees.add(tree(t));
    }
    return new TreeComponent(encoding, new Forest(3, base, trees, groups));
  }

  private static Tree tree(int seed) {
    return new Tree(
        new int[] {0, 1, 2, -1, -1, 0, -1, -1, -1},
        new float[] {12 + seed, 0.5f, 0.45f, 0, 0, 40, 0, 0, 0},
        new boolean[] {true, false, seed % 2 == 0, false, false, false, false, false, false},
        new int[] {1, 3, 5, -1, -1, 7, -1, -1, -1},
        new int[] {2, 4, 6, -1, -1, 8, -1, -1, -1},
        new double[] {0, 0, 0, -0.25 * seed, 0.5, 0, 0.125, -0.75, 0.0625f},
        new double[] {100, 40, 60, 10, 30, 50, 10, 20, 30});
  }
}
