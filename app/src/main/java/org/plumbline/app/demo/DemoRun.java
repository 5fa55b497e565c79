package org.plumbline.app.demo;

import java.io.PrintWriter;
import org.plumbline.app.serve.Service;

/** The face of the demo: fills an opened service, showing each step. */
public final class DemoRun {
  private DemoRun() {}

  /**
   * Brings the service to the demo's state; what is there already stays as it is.
   *
   * @param customers size of the sample data of a first run
   * @param terminal a person is looking at {@code out}
   */
  public static void fill(Service service, int customers, PrintWriter out, boolean terminal) {
    new Demo(service, new Steps(out, terminal, Demo.STEPS), customers).run();
  }
}
