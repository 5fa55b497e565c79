package org.plumbline.app.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Shows the steps of a long job as they happen: a line each, with what came out and its time. */
final class Steps {
  private final PrintWriter out;
  private final boolean terminal;
  private final int total;
  private int number;

  /**
   * @param terminal a person is looking: the running step is shown and overwritten when it is done
   */
  Steps(PrintWriter out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Runs one step; its result is what the line says. */
  void step(String name, Supplier<String> work) {
    number++;
    remark(name, "…");
    long start = System.nanoTime();
    String result = work.get();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    out.print(terminal ? "\r\u001B[K" : "");
    out.printf(
        Locale.ROOT,
        "%2d/%d  %-16s %-76s %6.1f s%n",
        number,
        total,
        name,
        result,
        took.toMillis() / 1000.0);
    out.flush();
  }

  /** Says what the running step is at; only a terminal shows it. */
  void remark(String name, String doing) {
    if (terminal) {
      out.printf("\r\u001B[K%2d/%d  %-16s %s", number, total, name, doing);
      out.flush();
    }
  }
}
