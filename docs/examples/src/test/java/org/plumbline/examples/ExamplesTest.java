package org.plumbline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;

class ExamplesTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aModelFileScoresARowAndSaysWhy() throws IOException {
    List<Input> inputs =
        List.of(Input.numeric("tenure"), Input.categorical("contract", List.of("month", "year")));
    var columns =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 10, false, 0, 72, false, 20, 20),
                Preprocessing.OneHot.full(1, 2)));
    double[] reference = new double[columns.width()];
    double[] coefficients = new double[columns.width()];
    coefficients[0] = -1;
    coefficients[1] = 2;
    var linear =
        new LinearComponent(columns, new double[][] {coefficients}, new double[] {0.5}, reference);
    Path file = directory.resolve("model.plm");
    Files.write(file, ModelBuilder.binary(inputs, "No", "Yes").add(1, linear).build().toBytes());

    ScoreOneRow.run(file, List.of("tenure=40", "contract=month"), out);

    double margin = 0.5 - (40 - 20) / 20.0 + 2;
    assertThat(lines())
        .containsExactly(
            "score %.6f".formatted(1 / (1 + Math.exp(-margin))),
            "contract = month raises the score by 2.00",
            "tenure = 40 lowers the score by 1.00");
  }

  @Test
  void twoMonthsAreComparedFromMergedProfiles() throws IOException {
    var random = new Random(7);
    Path reference = month("june", random, 0);
    Path same = month("july", random, 0);
    Path shifted = month("august", random, 1);

    CompareMonths.run(reference, same, out);
    CompareMonths.run(reference, shifted, out);

    assertThat(lines().get(0)).startsWith("amount: NONE");
    assertThat(lines().get(2)).startsWith("amount: SEVERE");
  }

  @Test
  void aStreamIsWatchedWindowByWindow() throws IOException {
    var random = new Random(8);
    Path reference = month("reference", random, 0);
    Path stream = month("stream", random, 0);
    Files.writeString(
        stream, Files.readString(stream) + "\n" + Files.readString(month("moved", random, 0.5)));

    WatchStream.run(reference, stream, 4_000, out);

    assertThat(lines()).hasSize(3);
    assertThat(lines().get(0)).startsWith("window: NONE, KS 0.0");
    assertThat(lines().get(1)).startsWith("window: SEVERE, KS 0.5");
    assertThat(lines().get(2)).startsWith("stream: PSI ").contains("KS 0.2");
  }

  private Path month(String name, Random random, double shift) throws IOException {
    String amounts =
        random
            .doubles(4_000)
            .mapToObj(uniform -> Double.toString(100 * (uniform + shift)))
            .collect(Collectors.joining("\n"));
    return Files.writeString(directory.resolve(name), amounts);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
