package org.plumbline.scoring.explain;

/** The side of a threshold on which a score is wanted; the threshold itself is on it. */
public record Target(Side side, double threshold) {

  /** Below or above. */
  public enum Side {
    AT_MOST,
    AT_LEAST
  }

  public Target {
    Rules.require(Double.isFinite(threshold), "the threshold is %s: give a number", threshold);
  }

  public static Target atMost(double threshold) {
    return new Target(Side.AT_MOST, threshold);
  }

  public static Target atLeast(double threshold) {
    return new Target(Side.AT_LEAST, threshold);
  }

  public boolean isMetBy(double score) {
    return missing(score) <= 0;
  }

  /** How far a score is from being wanted; zero or less when it is. */
  double missing(double score) {
    return side == Side.AT_MOST ? score - threshold : threshold - score;
  }
}
