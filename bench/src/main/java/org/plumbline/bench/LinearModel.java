package org.plumbline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;

/** A logistic model over standardised numbers. */
final class LinearModel {
  private LinearModel() {}

  static Model of(int width) {
    var random = new SplittableRandom(7);
    List<Input> inputs = IntStream.range(0, width).mapToObj(i -> Input.numeric("x" + i)).toList();
    var steps = new ArrayList<Preprocessing.Step>();
    for (int i = 0; i < width; i++) {
      steps.add(new Preprocessing.Numeric(i, 0, false, -1e6, 1e6, false, 0.1, 1.5));
    }
    var preprocessing = new Preprocessing(steps);
    int columns = preprocessing.width();
    double[] coefficients = random.doubles(columns, -1, 1).toArray();
    var component =
        new LinearComponent(
            preprocessing, new double[][] {coefficients}, new double[1], new double[columns]);
    return ModelBuilder.binary(inputs, "no", "yes").add(1, component).build();
  }

  static double[] row(int width) {
    return new SplittableRandom(8).doubles(width, -3, 3).toArray();
  }
}
