package org.plumbline.monitoring;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor sees right now.
 *
 * @param column the input it is about, null when it is about the whole version
 * @param title short, with the name of what is wrong
 * @param detail the numbers and what to do
 * @param effect how much has changed, from 0 to 1 for most kinds; NaN when there is no measure of
 *     it
 * @param importance of the input relative to the most important one; 1 when it is about the whole
 */
public record Finding(
    AlertKind kind,
    @Nullable String column,
    Severity severity,
    String title,
    String detail,
    double effect,
    double importance) {
  /** What matters most to the model first: by severity, then by effect times importance. */
  public static final Comparator<Finding> LOUDEST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparingDouble(Finding::weight)
          .reversed()
          .thenComparing(finding -> String.valueOf(finding.column()));

  /** What is found without a measure, such as a changed artefact. */
  public Finding(
      AlertKind kind, @Nullable String column, Severity severity, String title, String detail) {
    this(kind, column, severity, title, detail, Double.NaN, 1);
  }

  public Cause cause() {
    return new Cause(kind, column);
  }

  /** Effect times importance; what has no measure counts as the whole. */
  public double weight() {
    return Double.isNaN(effect) ? importance : effect * importance;
  }
}
