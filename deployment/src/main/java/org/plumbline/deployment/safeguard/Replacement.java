package org.plumbline.deployment.safeguard;

import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard.Action;

/**
 * An answer that did not come from the version that was asked.
 *
 * @param version who scored, null when no model did
 */
public record Replacement(Action action, double score, @Nullable FormerVersion version) {}
