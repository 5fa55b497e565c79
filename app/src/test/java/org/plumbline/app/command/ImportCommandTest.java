package org.plumbline.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.app.command.Answer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.scoring.Model;

/** Import and export against a real data directory. */
class ImportCommandTest {
  private static final String LIGHTGBM =
      """
      tree
      version=v4
      num_class=1
      num_tree_per_iteration=1
      label_index=0
      max_feature_idx=1
      objective=binary sigmoid:1
      feature_names=age amount
      feature_infos=[0:9] [0:9]
      tree_sizes=1

      Tree=0
      num_leaves=2
      num_cat=0
      split_feature=1
      split_gain=1
      threshold=0.5
      decision_type=10
      left_child=-1
      right_child=-2
      leaf_value=-1 2
      leaf_weight=1 1
      leaf_count=30 10
      internal_value=0
      internal_weight=0
      internal_count=40
      is_linear=0
      shrinkage=1

      end of trees
      """;

  @TempDir private static Path folder = Path.of("");

  @Test
  void registersScoresAndExportsAForeignModel() throws IOException {
    String home = folder.resolve("home").toString();
    Path model = write("model.txt", LIGHTGBM);
    Path golden =
        write("golden.csv", "age,amount,score\n1,0.2,0.2689414213699951\n2,,0.2689414213699951\n");

    Answer imported =
        run(
            "import",
            "--file",
            model.toString(),
            "--name",
            "leavers",
            "--golden",
            golden.toString(),
            "--data",
            golden.toString(),
            "--label",
            "left",
            "--positive",
            "yes",
            "--home",
            home,
            "--json");

    assertThat(imported.exit()).as(imported.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(imported.out());
    assertThat(answer.get("version").intValue()).isEqualTo(1);
    assertThat(answer.get("verified").intValue()).isEqualTo(2);
    assertThat(answer.get("referenceRows").intValue()).isEqualTo(2);
    assertThat(answer.get("format").textValue()).isEqualTo("LightGBM text");

    Path scores = folder.resolve("scores.csv");
    Answer scored =
        run(
            "score",
            "--model",
            "leavers",
            "--data",
            golden.toString(),
            "--out",
            scores.toString(),
            "--home",
            home);
    assertThat(scored.exit()).as(scored.err()).isZero();
    assertThat(Files.readString(scores)).contains("0.2689414213699951");

    Path onnx = folder.resolve("leavers.onnx");
    Answer exported =
        run("export", "--model", "leavers@1", "--out", onnx.toString(), "--home", home);
    assertThat(exported.exit()).as(exported.err()).isZero();
    assertThat(Files.size(onnx)).isGreaterThan(100);
    assertThat(Files.readString(exported(home, "leavers.pmml"))).contains("<ModelVerification");
    assertThat(Model.read(Files.readAllBytes(exported(home, "leavers.plm"))).score(ROW))
        .isEqualTo(0.2689414213699951);
    Answer again =
        run(
            "import",
            "--file",
            exported(home, "leavers.pmml").toString(),
            "--format",
            "pmml",
            "--name",
            "again",
            "--home",
            home,
            "--json");
    assertThat(again.exit()).as(again.err()).isZero();
    JsonNode read = new ObjectMapper().readTree(again.out());
    assertThat(read.get("format").textValue()).isEqualTo("PMML");
    assertThat(read.get("verified").intValue()).isEqualTo(2);
    Answer untold =
        run("export", "--model", "leavers@1", "--out", folder + "/leavers.txt", "--home", home);
    assertThat(untold.exit()).isEqualTo(1);
    assertThat(untold.err()).contains("--format");

    Path wrong = write("wrong.csv", "age,amount,score\n1,0.2,0.9\n");
    Answer refused =
        run(
            "import",
            "--file",
            model.toString(),
            "--name",
            "leavers",
            "--golden",
            wrong.toString(),
            "--home",
            home);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("line 2").contains("not understood");
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    Path file = write("notes.txt", "hello");

    Answer refused = run("import", "--file", file.toString(), "--name", "x");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("Cannot import").contains("no LightGBM text");
  }

  @Test
  void findsGoldenRowsBesideTheModelAndJudgesItOnLabelledRows() throws IOException {
    String home = folder.resolve("judged").toString();
    Path model = write("judged.txt", LIGHTGBM);
    write("judged.golden.csv", "age,amount,score\n1,0.2,0.2689414213699951\n");
    var table = new StringBuilder("age,amount,left\n");
    for (int i = 0; i < 60; i++) {
      table.append(i).append(i % 2 == 0 ? ",0.2," : ",0.9,");
      table.append(i % 10 == 0 ? "" : i % 2 == 0 || i % 7 == 0 ? "stays" : "Yes").append('\n');
    }
    String data = write("labelled.csv", table.toString()).toString();
    String[] arguments = {
      "import",
      "--file",
      model.toString(),
      "--format",
      "auto",
      "--name",
      "judged",
      "--data",
      data,
      "--label",
      "left",
      "--positive",
      "yes",
      "--home",
      home,
      "--json"
    };

    Answer imported = run(arguments);

    assertThat(imported.exit()).as(imported.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(imported.out());
    assertThat(answer.get("verified").intValue()).isEqualTo(1);
    assertThat(answer.get("golden").textValue()).endsWith("judged.golden.csv");
    assertThat(answer.get("referenceRows").intValue()).isEqualTo(60);
    assertThat(answer.get("judgedRows").intValue()).isEqualTo(54);
    JsonNode auc = answer.get("metrics").get("rocAuc");
    assertThat(auc.get("value").doubleValue()).isGreaterThan(0.9).isLessThan(1);
    assertThat(auc.get("low").doubleValue()).isLessThan(auc.get("value").doubleValue());
    assertThat(answer.get("metrics").has("logLoss")).isTrue();

    arguments[11] = "--author"; // in place of --positive
    Answer foreign = run(arguments);
    assertThat(foreign.exit()).isEqualTo(1);
    assertThat(foreign.err()).contains("line 3").contains("none of the classes");
    arguments[4] = "onnx";
    assertThat(run(arguments).err()).contains("is LightGBM text, --format says onnx");
  }

  private static final double[] ROW = {1, 0.2};

  private static Path exported(String home, String name) {
    Path file = folder.resolve(name);
    Answer exported =
        run("export", "--model", "leavers@1", "--out", file.toString(), "--home", home);
    assertThat(exported.exit()).as(exported.err()).isZero();
    return file;
  }

  private static Path write(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(UTF_8));
  }
}
