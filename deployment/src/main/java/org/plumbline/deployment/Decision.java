package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/** What the rules say to a wish: a value, since being refused is no failure. */
public sealed interface Decision {
  /** The request as it is now; the caller stores and carries it out. */
  record Accepted(ChangeRequest request) implements Decision {}

  /** Nothing changes. */
  record Refused(List<Refusal> refusals) implements Decision {
    public Refused {
      refusals = List.copyOf(refusals);
      require(!refusals.isEmpty(), "A refusal has reasons");
    }
  }

  static Decision refused(Refusal.Rule rule, String text) {
    return new Refused(List.of(new Refusal(rule, text)));
  }
}
