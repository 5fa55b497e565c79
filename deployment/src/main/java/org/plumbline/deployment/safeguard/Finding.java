package org.plumbline.deployment.safeguard;

import org.plumbline.monitoring.AppliedSafeguard;

/** What a guard saw in one row. */
public record Finding(AppliedSafeguard.Cause cause, Reaction reaction, String detail) {
  /** The one that decides: the stronger reaction, of equals the first. */
  static Finding stronger(Finding first, Finding second) {
    return second.reaction().compareTo(first.reaction()) > 0 ? second : first;
  }
}
