package org.plumbline.deployment.safeguard;

/**
 * How much of a row may be missing.
 *
 * @param most the largest share of features without a value that is still accepted, 0 to 1
 */
public record MissingValues(double most, Reaction reaction) {}
