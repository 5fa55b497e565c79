package org.plumbline.registry.tracking;

/** Tags that have a meaning; spelt as the clients of trackers spell them. */
public final class RunTags {
  /** The id of the run that a run is a part of. */
  public static final String PARENT = "mlflow.parentRunId";

  /** The name of a run, kept equal to the attribute by clients. */
  public static final String NAME = "mlflow.runName";

  /** What people say of a run. */
  public static final String NOTE = "mlflow.note.content";

  /** The model that a run trained, set by the train command. */
  public static final String MODEL = "plumbline.model";

  /** The number of the version that came of a run. */
  public static final String VERSION = "plumbline.version";

  /** Why a run failed. */
  public static final String FAILURE = "plumbline.failure";

  private RunTags() {}
}
