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

  /** Tags of ours about models that runs leave; nobody sets them from outside. */
  public static final String OF_MODELS = "plumbline.logged-model.";

  /** Of a logged model: its type. */
  public static final String MODEL_TYPE = OF_MODELS + "type";

  /** Of a logged model: the run that left it. */
  public static final String MODEL_RUN = OF_MODELS + "run";

  /** Of a run: which logged models it read, as JSON. */
  public static final String MODELS_READ = OF_MODELS + "inputs";

  /** Of a run: which logged models it left, as JSON. */
  public static final String MODELS_LEFT = OF_MODELS + "outputs";

  private RunTags() {}
}
