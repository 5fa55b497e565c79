package org.plumbline.governance;

/**
 * One side of the risk index.
 *
 * @param score 0 to 100; 50 where the measured value reaches its threshold
 * @param weight share of this side among those that apply; the weights sum to 1
 */
public record RiskComponent(String name, double score, double weight, String detail) {}
