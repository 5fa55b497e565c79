package org.plumbline.governance.policy;

import java.time.Instant;

/**
 * Since when a version of a policy holds for a scope, or no longer does.
 *
 * @param on whether it was attached; false when it was taken off
 */
public record Attachment(
    PolicyScope scope,
    String policy,
    int number,
    boolean on,
    String by,
    String reason,
    Instant at) {}
