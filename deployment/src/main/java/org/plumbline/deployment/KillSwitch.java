package org.plumbline.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model is forbidden to answer.
 *
 * @param by null when the switch was never touched; so are the others
 */
public record KillSwitch(
    boolean on, @Nullable String reason, @Nullable String by, @Nullable Instant at) {
  public static final KillSwitch UNTOUCHED = new KillSwitch(false, null, null, null);
}
