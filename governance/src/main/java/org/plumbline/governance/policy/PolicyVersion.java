package org.plumbline.governance.policy;

import java.time.Instant;
import org.plumbline.governance.Policy;

/**
 * A policy as it was published: it never changes.
 *
 * @param number counts the versions of one policy from 1; 0 is the one that ships with the program
 * @param text the policy as it was written
 * @param note why it was published
 */
public record PolicyVersion(
    int number, Policy policy, String text, String author, String note, Instant at) {
  PolicyVersion numbered(int given) {
    return new PolicyVersion(given, policy, text, author, note, at);
  }

  public String name() {
    return policy.name();
  }

  /** Name and number, as evaluations tell it. */
  public String label() {
    return policy.name() + " " + number;
  }
}
