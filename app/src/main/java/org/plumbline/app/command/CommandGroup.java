package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing but hold others: called alone, it names them. */
abstract class CommandGroup implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final void run() {
    throw wrong("Say what to do: " + String.join(", ", commandLine().getSubcommands().keySet()));
  }

  /** Prints a line of a command that has no answer as JSON. */
  final void say(String line) {
    PrintWriter out = commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** A wrong use of a command, which is answered with the usage of the group. */
  final ParameterException wrong(String why) {
    return new ParameterException(commandLine(), why);
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
  }
}
