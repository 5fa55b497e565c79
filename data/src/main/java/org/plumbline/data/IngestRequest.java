package org.plumbline.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roles a caller gives to columns; all others are inferred.
 *
 * @param label what is to be predicted
 * @param positive the label's value that counts as the event; then the label is a CATEGORY whose
 *     last dictionary entry is this value
 * @param drop columns to ignore
 * @param quarantine where bad rows are written as CSV (line, reason, column, row); only when there
 *     are any
 */
public record IngestRequest(
    @Nullable String label,
    @Nullable String positive,
    @Nullable String id,
    @Nullable String time,
    @Nullable String group,
    List<String> drop,
    @Nullable Path quarantine) {
  public IngestRequest {
    drop = List.copyOf(drop);
  }

  /** No roles given: for a profile. */
  public static IngestRequest none() {
    return new IngestRequest(null, null, null, null, null, List.of(), null);
  }

  public static IngestRequest forLabel(String label) {
    return none().withLabel(label);
  }

  public IngestRequest withLabel(@Nullable String name) {
    return new IngestRequest(name, positive, id, time, group, drop, quarantine);
  }

  public IngestRequest withPositive(@Nullable String value) {
    return new IngestRequest(label, value, id, time, group, drop, quarantine);
  }

  public IngestRequest withId(@Nullable String name) {
    return new IngestRequest(label, positive, name, time, group, drop, quarantine);
  }

  public IngestRequest withTime(@Nullable String name) {
    return new IngestRequest(label, positive, id, name, group, drop, quarantine);
  }

  public IngestRequest withGroup(@Nullable String name) {
    return new IngestRequest(label, positive, id, time, name, drop, quarantine);
  }

  public IngestRequest withDrop(List<String> names) {
    return new IngestRequest(label, positive, id, time, group, names, quarantine);
  }

  public IngestRequest withQuarantine(@Nullable Path file) {
    return new IngestRequest(label, positive, id, time, group, drop, file);
  }

  /** All columns the caller named, in a fixed order, without repeats. */
  List<String> named() {
    var names = new ArrayList<String>();
    for (String name : new @Nullable String[] {label, id, time, group}) {
      if (name != null) {
        names.add(name);
      }
    }
    names.addAll(drop);
    return names.stream().distinct().toList();
  }
}
