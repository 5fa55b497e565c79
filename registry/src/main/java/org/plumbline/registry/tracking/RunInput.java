package org.plumbline.registry.tracking;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A data set that a run read.
 *
 * @param digest what tells it from other states of the same data, such as a content hash
 * @param sourceType what kind of place {@code source} is, such as {@code local} or {@code s3}
 * @param schema columns as the client describes them
 * @param profile statistics as the client describes them
 * @param tags such as {@code mlflow.data.context}: {@code training}
 */
public record RunInput(
    String name,
    String digest,
    String sourceType,
    String source,
    @Nullable String schema,
    @Nullable String profile,
    SortedMap<String, String> tags) {
  /** What clients tag an input with to say what it is for. */
  public static final String CONTEXT_TAG = "mlflow.data.context";

  public RunInput {
    Limits.input(name, digest);
    tags.forEach(Limits::inputTag);
    tags = Experiment.sorted(tags);
  }
}
