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
class AnswerOptions {
  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "Print one JSON value and nothing else.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Opens the data directory, making what is missing. */
  final Home home() {
    return home.open();
  }

  /** Opens the models of the data directory and what watches them. */
  final OpenRooms rooms() {
    return OpenRooms.of(home());
  }

  /** Prints the answer as JSON, or as the table of these rows. */
  final void say(Object answer, List<List<String>> rows) {
    say(answer, out -> TextTable.print(out, rows));
  }

  /**
   * Prints the answer as JSON, or as a table; this text instead of a table of its heading alone.
   */
  final void say(Object answer, List<List<String>> rows, String nothing) {
    if (rows.size() == 1) {
      say(answer, nothing);
    } else {
      say(answer, rows);
    }
  }

  /** Prints the answer as JSON, or as this text. */
  final void say(Object answer, String text) {
    say(answer, out -> out.println(text));
  }

  /** Prints the answer as JSON, or as it is written for people. */
  final void say(Object answer, Consumer<PrintWriter> text) {
    PrintWriter out = command().commandLine().getOut();
    if (json) {
      out.println(Json.write(answer));
    } else {
      text.accept(out);
    }
    out.flush();
  }

  /** Tells people at a terminal how far the command is. */
  final ProgressLine progress() {
    return new ProgressLine(command().commandLine().getErr(), ProgressLine.isTerminal());
  }

  /** A wrong use of the command, which is answered with its usage. */
  final ParameterException wrong(String why) {
    return new ParameterException(command().commandLine(), why);
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
