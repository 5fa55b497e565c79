package org.plumbline.monitoring;

/** What a monitor may find. */
public enum AlertKind {
  /** An input is distributed unlike the reference. */
  FEATURE_DRIFT(
      "featureDrift",
      "Compare the feature with its reference; repair its delivery, or train again if the world has changed"),
  /** The scores are distributed unlike the reference. */
  PREDICTION_DRIFT(
      "predictionDrift",
      "Look at which features moved the score, then at the rate that decisions are taken at"),
  /** Labels show that the version is worse than its reference. */
  PERFORMANCE_DROP(
      "performanceDrop", "Compare with the champion before it, and train again on recent labels"),
  /** An input is missing far more often than in the reference. */
  MISSING_VALUES(
      "missingValues", "Look at what delivers the column; until it is repaired the model guesses"),
  /** An input holds values or categories that the version has never seen. */
  UNSEEN_VALUES(
      "unseenValues",
      "Look at what delivers the column; outside of what it has learned a model guesses"),
  /** An input has the same value in every answer, unlike in the reference. */
  STALE_VALUES("staleValues", "Look at whether the column's source is still refreshed"),
  /** The scores alone say that the version separates worse. */
  ESTIMATED_DROP(
      "estimatedDrop", "Wait for labels or collect some early; look at which inputs drift"),
  /** The share of positives among the labels has changed. */
  LABEL_DRIFT(
      "labelDrift", "Look at whether the world or the labelling changed, then calibrate anew"),
  /** The errors have risen since the version's birth. */
  CONCEPT_DRIFT(
      "conceptDrift", "Train again on recent labels and compare; the relation itself has changed"),
  /** Groups of people are treated more unequally than at the version's birth. */
  FAIRNESS_GAP(
      "fairnessGap",
      "Look at which group fares worse and why; train again with --reweigh, or have people decide"),
  /** Rows as wholes are unlike the reference, whatever their columns are. */
  JOINT_DRIFT(
      "jointDrift",
      "Look at the inputs that tell the rows apart, and at how they go together; train again if the world has changed"),
  /** Inputs are distributed unlike the reference within a segment. */
  SEGMENT_DRIFT(
      "segmentDrift", "Look at what delivers these rows, and compare the segment's performance"),
  /** Labels show that the version is worse within a segment. */
  SEGMENT_DROP(
      "segmentDrop",
      "Look at the segment's drift; train again on its recent labels, or have people decide there"),
  /** Answers are given for other reasons than in the version's first days. */
  REASON_DRIFT(
      "reasonDrift",
      "Look at what moved the score, and whether the reasons that people are told still hold"),
  /** Requests take longer than they may. */
  SLOW_ANSWERS(
      "slowAnswers",
      "Look at the load, the size of requests and the log's disk; roll back a version that is larger"),
  /** Answers are given on rows older than they may be. */
  STALE_ROWS("staleRows", "Look at whether the features of entities are still refreshed"),
  /** The newest snapshot of online features is older than it may be. */
  LATE_SNAPSHOT("lateSnapshot", "Publish a new snapshot, and look at what should have made it"),
  /** Nobody asks any more. */
  VOLUME_STOP("volumeStop", "Look at the callers: a model that nobody asks decides nothing"),
  /** A stored part of a version was changed, so the version is not loaded. */
  TAMPERED_ARTEFACT(
      "tamperedArtefact", "Restore the stored part from its backup, and find out who changed it"),
  /** A guard or a person sent a canary back. */
  CANARY_ROLLED_BACK(
      "canaryRolledBack", "Read the reason of the guard before the version is proposed again"),
  /** A version serves past the end that was announced for it. */
  SUNSET_PASSED(
      "sunsetPassed", "Put the successor in its place, or announce a later end with a reason");

  private final String wireName;
  private final String action;

  AlertKind(String wireName, String action) {
    this.wireName = wireName;
    this.action = action;
  }

  /** What is to be done about it. */
  public String action() {
    return action;
  }

  public String wireName() {
    return wireName;
  }
}
