package org.plumbline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.app.command.Answer.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt name is told as such, and not as a model of which there is nothing to tell. */
class UnknownModelTest {
  @TempDir private static Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "safeguards show chrun",
        "safeguards history chrun",
        "deployments show chrun",
        "deployments pause chrun --reason tests",
        "deployments request chrun --number 1 --stage PRODUCTION --reason tests",
        "evidence diff --model chrun 1 2",
        "deployments rollback chrun --reason tests",
        "kill history --model chrun",
        "kill stop chrun --reason tests",
      })
  void commandsRefuseAModelThatIsNotThere(String command) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--home", home.toString()));

    Answer answer = run(words.toArray(String[]::new));

    assertThat(answer.exit()).as(answer.out()).isEqualTo(1);
    assertThat(answer.err()).contains("There is no model 'chrun'");
    assertThat(answer.out()).isEmpty();
  }
}
