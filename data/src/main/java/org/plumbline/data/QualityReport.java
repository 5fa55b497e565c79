package org.plumbline.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in a source.
 *
 * @param source the file's name
 * @param format what was recognised, such as {@code CSV, delimiter ',', UTF-8}
 * @param rows rows that went on
 * @param quarantined rows that did not
 * @param reasons quarantined rows by kind of reason, most first
 * @param warnings plain sentences, one fact each
 */
public record QualityReport(
    String source,
    String format,
    long rows,
    long quarantined,
    Map<String, Long> reasons,
    List<ColumnQuality> columns,
    List<String> warnings) {
  public QualityReport {
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    columns = List.copyOf(columns);
    warnings = List.copyOf(warnings);
  }
}
