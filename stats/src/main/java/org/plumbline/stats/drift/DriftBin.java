package org.plumbline.stats.drift;

/**
 * One bar of a drawing of reference against current.
 *
 * @param label what the bar holds: a range, a category, "other" or "missing"
 * @param from lowest number of a range; {@code NaN} for categories, other and missing
 * @param to end of the range, itself outside but for the last; {@code NaN} as {@code from}
 * @param referenceShare share of all reference rows, 0 to 1
 * @param currentShare share of all current rows, 0 to 1
 */
public record DriftBin(
    String label, double from, double to, double referenceShare, double currentShare) {}
