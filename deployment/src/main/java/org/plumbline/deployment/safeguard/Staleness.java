package org.plumbline.deployment.safeguard;

import java.time.Duration;

/**
 * How old a row may be, by the time it gives in the contract's time column; a row that gives none
 * is not judged.
 */
public record Staleness(Duration most, Reaction reaction) {}
