package org.plumbline.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Reason;
import org.plumbline.scoring.ReasonCodes;

/** Scores one row with a model file and says why: {@code ScoreOneRow model.plm tenure=3 …}. */
final class ScoreOneRow {
  private ScoreOneRow() {}

  public static void main(String[] args) throws IOException {
    run(Path.of(args[0]), Arrays.asList(args).subList(1, args.length), System.out);
  }

  static void run(Path file, List<String> cells, PrintStream out) throws IOException {
    Model model = Model.read(Files.readAllBytes(file));
    double[] row = row(model.inputs(), cells);

    out.printf("score %.6f%n", model.score(row));
    Explanation explanation = model.explain(row);
    List<String> texts = ReasonCodes.texts(model.inputs(), row);
    for (Reason reason : ReasonCodes.top(explanation, model.inputs(), texts, 3)) {
      out.println(reason.text());
    }
  }

  /** A slot per input: the number, the index of the category, NaN where nothing was given. */
  private static double[] row(List<Input> inputs, List<String> cells) {
    double[] row = new double[inputs.size()];
    Arrays.fill(row, Double.NaN);
    for (String cell : cells) {
      String[] parts = cell.split("=", 2);
      for (int i = 0; i < row.length; i++) {
        if (inputs.get(i).name().equals(parts[0])) {
          row[i] = slot(inputs.get(i), parts[1]);
        }
      }
    }
    return row;
  }

  private static double slot(Input input, String text) {
    return input.kind() == Input.Kind.NUMERIC
        ? Double.parseDouble(text)
        : input.categories().indexOf(text);
  }
}
