package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands that answer from a data directory take, and how they print; to be mixed in. */
abstract class AnswerOptions {
  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "Print one JSON value and nothing else.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Opens the data directory, making what is missing. */
  final Home home() {
    return home.open();
  }

  /** Prints the answer as JSON, or as the table of these rows. */
  final void say(Object answer, List<List<String>> rows) {
    print(answer, out -> TextTable.print(out, rows));
  }

  /** Prints the answer as JSON, or as this text. */
  final void say(Object answer, String text) {
    print(answer, out -> out.println(text));
  }

  private void print(Object answer, Consumer<PrintWriter> text) {
    PrintWriter out = command().commandLine().getOut();
    if (json) {
      out.println(Json.write(answer));
    } else {
      text.accept(out);
    }
    out.flush();
  }

  /** A wrong use of the command, which is answered with its usage. */
  final ParameterException wrong(String why) {
    return new ParameterException(command().commandLine(), why);
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
