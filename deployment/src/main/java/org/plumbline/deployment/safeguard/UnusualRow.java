package org.plumbline.deployment.safeguard;

/**
 * How unlike the reference one row may be: the share of its features that lie outside of the middle
 * of the reference, or are categories it never saw.
 *
 * @param tail the share of the reference that is cut off at each end, above 0 and below 0.5
 * @param most the largest share of features outside that is still accepted, 0 to 1
 */
public record UnusualRow(double tail, double most, Reaction reaction) {}
