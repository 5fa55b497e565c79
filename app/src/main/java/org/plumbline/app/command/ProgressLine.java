package org.plumbline.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** One line on a terminal that says how far a stream of rows has come and how fast. */
final class ProgressLine {
  private static final int WIDTH = 30;
  private static final long NANOS_BETWEEN = 200_000_000;

  private final PrintWriter out;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long last;
  private boolean drawn;

  /**
   * @param shown false where nobody watches: then nothing is written
   */
  ProgressLine(PrintWriter out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  void at(double share, long rows) {
    long now = System.nanoTime();
    if (!shown || now - last < NANOS_BETWEEN) {
      return;
    }
    last = now;
    drawn = true;
    int full = (int) Math.round(share * WIDTH);
    out.print(
        String.format(
            Locale.ROOT,
            "\r[%s%s] %3.0f %%  %,d rows  %,.0f rows/s ",
            "█".repeat(full),
            " ".repeat(WIDTH - full),
            share * 100,
            rows,
            rows / ((now - start) / 1e9)));
    out.flush();
  }

  /** Clears the line, so that what follows begins at its start. */
  void end() {
    if (drawn) {
      out.print("\r" + " ".repeat(WIDTH + 50) + "\r");
      out.flush();
    }
  }

  /** Whether a person sees the output. */
  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
