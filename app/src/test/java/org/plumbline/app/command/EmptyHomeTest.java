package org.plumbline.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What commands say where there is nothing yet, and when they are not told what to do. */
class EmptyHomeTest {
  private static final String NO_MODEL = "There is no model 'nobody'";

  @TempDir private static Path folder = Path.of("");

  @TestFactory
  List<DynamicTest> readingFindsNothingAndSaysSo() {
    return List.of(
        finds("alerts list", "No alert.", "[]"),
        finds("alerts incidents", "No incident.", "[]"),
        finds("alerts silences", "Nothing is silenced.", "[]"),
        finds("alert-routes list", "Nobody is told of alerts.", "[]"),
        finds("alert-routes notices", "Nothing was told.", "[]"),
        finds("kill list", "Nothing is stopped.", "[]"),
        finds("kill history", "No switch was ever turned.", "[]"),
        finds("models list", "MODEL  VERSIONS", "[]"),
        finds("horizon nobody", "Labels of nobody count as they come", "{\"days\":0"),
        finds("policies list", "POLICY", "["),
        finds("risk back-test", "BAND", "{"),
        finds("predictions search --model nobody", "ID  WHEN", "{\"items\":[]}"),
        finds("lineage impact --source rows.csv", "No live version reads it.", "{\"items\":[]}"),
        finds("runs list", "", "{\"items\":[]"));
  }

  private static DynamicTest finds(String command, String text, String json) {
    return DynamicTest.dynamicTest(
        command,
        () -> {
          Answer plain = run(command);
          Answer parsed = run(command + " --json");

          assertThat(plain.exit()).as(plain.err()).isZero();
          assertThat(plain.out()).contains(text);
          assertThat(parsed.exit()).as(parsed.err()).isZero();
          assertThat(parsed.out()).startsWith(json);
        });
  }

  @TestFactory
  List<DynamicTest> anUnknownModelIsRefused() {
    return List.of(
            "risk show nobody",
            "monitors findings nobody",
            "safeguards show nobody",
            "safeguards history nobody",
            "deployments show nobody",
            "lineage show nobody",
            "evidence show nobody",
            "score --model nobody --out s.csv --data " + Path.of("pom.xml").toAbsolutePath())
        .stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command,
                    () -> {
                      Answer refused = run(command);

                      assertThat(refused.exit()).isEqualTo(1);
                      assertThat(refused.err()).contains(NO_MODEL);
                    }))
        .toList();
  }

  @Test
  void aGroupAloneNamesItsCommands() {
    Answer answer = Answer.run("alert-routes");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("Say what to do: list, notices, remove, retry, set, test");
  }

  private static Answer run(String command) {
    var arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add("--home");
    arguments.add(folder.resolve("home").toString());
    return Answer.run(arguments.toArray(String[]::new));
  }
}
