package org.plumbline.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a model, for people.
 *
 * @param at when it took effect
 * @param kind trained, evaluated, changeRequested, approved, rejected, deployed, retired, killed,
 *     revived, guarded, alertOpened, canaryAdvanced, canaryPaused, canaryResumed or rolledBack
 * @param version null when it concerns the model as a whole
 */
public record TimelineEntry(
    Instant at, String kind, @Nullable Integer version, String actor, String detail) {}
