package org.plumbline.deployment.safeguard;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** One position of the switch of a scope. */
public record Kill(KillScope scope, KillSwitch position) {

  /** What a caller is told whom it stops. */
  public PlumblineException refusal() {
    String end =
        position.until() == null
            ? "it answers again once somebody with the permission turns the switch off"
            : "it answers again at " + position.until();
    return PlumblineException.of(
            ErrorCode.KILLED,
            "The kill switch of %s is on since %s by %s: %s; %s"
                .formatted(scope, position.at(), position.by(), position.reason(), end))
        .with("scope", scope.kind());
  }
}
