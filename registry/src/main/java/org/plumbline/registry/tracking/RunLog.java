package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;

/** Keeps what is logged to runs. Safe to share. */
public interface RunLog {
  /**
   * Adds points, parameters and tags; a point that is there already is not added again.
   *
   * @throws PlumblineException CONFLICT when a parameter has another value
   */
  void add(Tx tx, RunId run, RunBatch batch);

  /** The value of a tag as the transaction sees it. */
  Optional<String> findTag(Tx tx, RunId run, String key);

  /** Takes a tag away; false when there was none. */
  boolean removeTag(Tx tx, RunId run, String key);

  /** Adds inputs; one of the same name and digest is replaced. */
  void addInputs(Tx tx, RunId run, List<RunInput> inputs);

  /**
   * Adds a file; one of the same path is replaced.
   *
   * @throws PlumblineException CONFLICT where a file would be a directory too
   */
  void addArtifact(Tx tx, RunId run, RunArtifact artifact);

  /** Takes files away: the one of that path, and all below it. */
  int removeArtifacts(Tx tx, RunId run, String path);

  /** The file of that path and all below it, by path; all files of the run for an empty path. */
  List<RunArtifact> artifacts(RunId run, String path);

  /**
   * What lies directly below a directory, by path.
   *
   * @param below empty, or the directory with a slash
   * @param after the entry before the first; with a slash if that is a directory
   */
  List<RunEntry> entries(RunId run, String below, int limit, @Nullable String after);

  Optional<RunArtifact> findArtifact(RunId run, String path);

  /** Points by step, time and value, those after {@code after} when it is present. */
  MetricPage history(RunId run, String key, int limit, @Nullable MetricPoint after);
}
