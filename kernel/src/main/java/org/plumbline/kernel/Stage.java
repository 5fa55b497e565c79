package org.plumbline.kernel;

/**
 * How far a deployed version has come; a version that was never deployed has no stage.
 *
 * <p>In the order of trust: a shadow answers nobody, a canary answers a share, production answers
 * the rest, a retired version answers only who asks for it by number.
 */
public enum Stage {
  SHADOW,
  CANARY,
  PRODUCTION,
  RETIRED;

  /** Whether a version at this stage is loaded for traffic. */
  public boolean isServing() {
    return this != RETIRED;
  }
}
