package org.plumbline.scoring;

/**
 * Why one input moved a score.
 *
 * @param feature name of the input
 * @param value as a person wrote it; {@code missing} where nothing was written
 * @param contribution on the margin scale, positive if it raised the score
 * @param text a plain sentence of it
 */
public record Reason(String feature, String value, double contribution, String text) {}
