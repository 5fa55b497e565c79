package org.plumbline.monitoring;

/** What a monitor may find. */
public enum AlertKind {
  /** An input is distributed unlike the reference. */
  FEATURE_DRIFT("featureDrift"),
  /** The scores are distributed unlike the reference. */
  PREDICTION_DRIFT("predictionDrift"),
  /** Labels show that the version is worse than its reference. */
  PERFORMANCE_DROP("performanceDrop"),
  /** An input is missing far more often than in the reference. */
  MISSING_VALUES("missingValues"),
  /** Nobody asks any more. */
  VOLUME_STOP("volumeStop"),
  /** A stored part of a version was changed, so the version is not loaded. */
  TAMPERED_ARTEFACT("tamperedArtefact"),
  /** A guard or a person sent a canary back. */
  CANARY_ROLLED_BACK("canaryRolledBack"),
  /** A version serves past the end that was announced for it. */
  SUNSET_PASSED("sunsetPassed");

  private final String wireName;

  AlertKind(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
