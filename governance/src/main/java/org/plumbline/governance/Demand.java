package org.plumbline.governance;

import java.util.List;

/**
 * So many approvals of those people that a policy asks for.
 *
 * @param of empty for everybody who may approve
 * @param reason which rule asks, and why
 */
public record Demand(int required, List<String> of, String reason) {
  public Demand {
    of = List.copyOf(of);
  }
}
