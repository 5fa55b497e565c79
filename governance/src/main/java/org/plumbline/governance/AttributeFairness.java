package org.plumbline.governance;

/**
 * How differently the groups of one protected attribute are treated.
 *
 * @param disparity difference of the largest and the smallest rate of positive answers
 * @param ratio of the smallest to the largest; NaN when nobody got a positive answer
 * @param groups that were large enough to count
 */
record AttributeFairness(String attribute, double disparity, double ratio, int groups) {}
