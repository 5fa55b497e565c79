package org.plumbline.registry.tracking;

/** How far a run is. */
public enum RunStatus {
  RUNNING,
  SCHEDULED,
  FINISHED,
  FAILED,
  KILLED;

  /** Whether a run of this status has an end; it may still be logged to, and be resumed. */
  public boolean isEnd() {
    return this == FINISHED || this == FAILED || this == KILLED;
  }
}
