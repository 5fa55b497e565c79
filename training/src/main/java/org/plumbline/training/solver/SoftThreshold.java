package org.plumbline.training.solver;

/**
 * The minimum of ½·scale·x² − pull·x + toll·|x|: what a penalty on size leaves of one coefficient.
 */
final class SoftThreshold {
  private SoftThreshold() {}

  static double of(double pull, double toll, double scale) {
    double left = Math.abs(pull) - toll;
    return left <= 0 || scale <= 0 ? 0 : Math.copySign(left, pull) / scale;
  }
}
