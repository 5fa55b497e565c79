package org.plumbline.deployment.safeguard;

import java.time.Instant;
import org.plumbline.kernel.ModelName;

/**
 * Safeguards of a model as they were set once.
 *
 * @param number 1 for the first; 0 is what holds before anybody set any
 */
public record SafeguardRevision(
    ModelName model, int number, Safeguards safeguards, String by, Instant at, String reason) {}
