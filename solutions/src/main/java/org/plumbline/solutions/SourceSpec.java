package org.plumbline.solutions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.plumbline.data.view.Source;

/**
 * A raw table as the pack declares it.
 *
 * @param file its name in the data folder
 * @param columns what views may see: name to type
 * @param hidden what is in the file and must not be seen: name to reason
 * @param unique a column without repeats; empty when none
 * @param notNegative columns of which no value may be below zero
 */
public record SourceSpec(
    String name,
    String file,
    Source.Kind kind,
    String timeColumn,
    Duration delay,
    Map<String, String> columns,
    Map<String, String> hidden,
    String unique,
    List<String> notNegative) {
  public SourceSpec {
    columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
    hidden = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(hidden));
    notNegative = List.copyOf(notNegative);
  }
}
