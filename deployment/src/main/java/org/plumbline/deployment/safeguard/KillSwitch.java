package org.plumbline.deployment.safeguard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether something is forbidden to answer.
 *
 * @param by null when the switch was never touched; so are reason and time
 * @param until when it turns itself off; null when somebody has to
 */
public record KillSwitch(
    boolean on,
    @Nullable String reason,
    @Nullable String by,
    @Nullable Instant at,
    @Nullable Instant until) {
  public static final KillSwitch UNTOUCHED = new KillSwitch(false, null, null, null, null);
}
