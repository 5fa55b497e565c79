package org.plumbline.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.plumbline.app.command.RootCommand;
import org.plumbline.kernel.PlumblineException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The program: hands its arguments to a command and exits with 0 (done), 1 (failed) or 2 (wrong
 * usage). Only commands that serve start the server.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    int exit =
        new CommandLine(new RootCommand())
            .setExecutionExceptionHandler(Main::explain)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** A refusal is one line; only a fault of ours shows where it happened. */
  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof PlumblineException known) {
      command.getErr().println("plumbline: " + known.text());
    } else {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return 1;
  }
}
