package org.plumbline.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What the program exited with and printed. */
record Answer(int exit, String out, String err) {
  /** Runs the program as its main method does. */
  static Answer run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        new CommandLine(new RootCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments);
    return new Answer(exit, out.toString(), err.toString());
  }
}
