package org.plumbline.oip;

import java.util.List;
import java.util.Map;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.registry.Examples;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.TrainedVersion;

/** A linear model over columns of every kind, whose score tells which value came to which slot. */
final class ExampleVersion {
  static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("customer", ColumnType.IDENTIFIER, Role.ID, false),
              ColumnContract.of("age", ColumnType.INTEGER, Role.FEATURE, true),
              ColumnContract.of("amount", ColumnType.NUMBER, Role.FEATURE, false),
              ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold")),
              ColumnContract.of("active", ColumnType.BOOLEAN, Role.FEATURE, false),
              ColumnContract.category("churn", Role.LABEL, true, List.of("no", "yes"))));

  /** Numbers only, as a client of one tensor sends them. */
  static final Contract NUMBERS =
      new Contract(
          List.of(
              ColumnContract.of("a", ColumnType.NUMBER, Role.FEATURE, true),
              ColumnContract.of("b", ColumnType.NUMBER, Role.FEATURE, false),
              ColumnContract.of("c", ColumnType.NUMBER, Role.FEATURE, false)));

  private ExampleVersion() {}

  static Model model() {
    return model(0.25);
  }

  /** One that says something else of every row. */
  static Model model(double bias) {
    List<Input> inputs =
        List.of(
            Input.numeric("age"),
            Input.numeric("amount"),
            Input.categorical("plan", List.of("basic", "gold")),
            Input.numeric("active"));
    var preprocessing =
        new Preprocessing(
            List.of(number(0), number(1), Preprocessing.OneHot.full(2, 2), number(3)));
    double[] weights = new double[preprocessing.width()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.1 * (i + 1) * (i % 2 == 0 ? 1 : -1);
    }
    return ModelBuilder.binary(inputs, "no", "yes")
        .add(
            1,
            new LinearComponent(
                preprocessing,
                new double[][] {weights},
                new double[] {bias},
                new double[weights.length]))
        .build();
  }

  static Model numbers() {
    List<Input> inputs = List.of(Input.numeric("a"), Input.numeric("b"), Input.numeric("c"));
    var preprocessing = new Preprocessing(List.of(number(0), number(1), number(2)));
    double[] weights = new double[preprocessing.width()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i + 1;
    }
    return ModelBuilder.regression(inputs)
        .add(
            1,
            new LinearComponent(
                preprocessing,
                new double[][] {weights},
                new double[] {0.5},
                new double[weights.length]))
        .build();
  }

  private static Preprocessing.Numeric number(int input) {
    return new Preprocessing.Numeric(input, 0, true, -1e6, 1e6, false, 0, 1);
  }

  /** The model with the papers of another, to be registered. */
  static TrainedVersion trained(Model model, Contract contract, Map<String, Object> golden) {
    TrainedVersion papers = Examples.churn(1);
    double score = model.score(new RowParser(contract).parse(golden).slots());
    return new TrainedVersion(
        model,
        contract,
        papers.scorecard(),
        papers.reference(),
        List.of(new GoldenRow(golden, score)),
        papers.provenance(),
        papers.quality());
  }
}
