package org.plumbline.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an attempt ended: done, or refused with the code of a problem. */
public record Outcome(@Nullable String problem) {
  public static final Outcome DONE = new Outcome(null);

  /** Refused, with the wire name of the problem's code. */
  public static Outcome refused(String problem) {
    return new Outcome(problem);
  }

  public boolean isRefusal() {
    return problem != null;
  }

  /** The code of the refusal. */
  public Optional<String> code() {
    return Optional.ofNullable(problem);
  }
}
