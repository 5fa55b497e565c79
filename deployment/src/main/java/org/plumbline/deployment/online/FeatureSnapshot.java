package org.plumbline.deployment.online;

import java.time.Instant;
import java.util.UUID;

/**
 * A snapshot that was published for look-ups.
 *
 * @param asOf of its newest row
 * @param rows that it holds
 * @param taken entities of which it held the newest row when it was published
 */
public record FeatureSnapshot(
    UUID id, String model, Instant asOf, long rows, long taken, String by, Instant at) {}
