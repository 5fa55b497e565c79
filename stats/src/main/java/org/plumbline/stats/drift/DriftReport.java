package org.plumbline.stats.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.stats.profile.CategoricalProfile;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.TableProfile;

/**
 * How the columns of current data differ from the reference, from two profiles alone: cost depends
 * on the columns, not on the rows.
 *
 * <p>A column is flagged only when the change is both significant, after correction over all
 * compared columns, and large enough to matter. Hence a hundred million rows do not flag a trivial
 * change, and a hundred rows do not flag noise.
 *
 * @param referenceRows rows of the reference
 * @param currentRows rows of the current data
 * @param columns in the reference's order, then those only in the current data
 */
public record DriftReport(long referenceRows, long currentRows, List<ColumnDrift> columns) {
  public DriftReport {
    columns = List.copyOf(columns);
  }

  /** Compares with the default limits. */
  public static DriftReport compare(TableProfile reference, TableProfile current) {
    return compare(reference, current, DriftSettings.DEFAULT);
  }

  /** Compares all columns of both sides, by name. */
  public static DriftReport compare(
      TableProfile reference, TableProfile current, DriftSettings settings) {
    Set<String> names = new LinkedHashSet<>();
    reference.columns().forEach(column -> names.add(column.name()));
    current.columns().forEach(column -> names.add(column.name()));
    List<Findings> findings =
        names.parallelStream()
            .map(name -> measure(reference.column(name), current.column(name)))
            .toList();
    double[] pValues = new double[findings.size()];
    for (int i = 0; i < pValues.length; i++) {
      Findings found = findings.get(i);
      pValues[i] = Judgement.hasTooFewRows(found, settings) ? Double.NaN : found.pValue;
    }
    double[] adjusted = settings.correction().adjust(pValues);
    List<ColumnDrift> columns = new ArrayList<>();
    for (int i = 0; i < pValues.length; i++) {
      columns.add(Judgement.judge(findings.get(i), adjusted[i], settings));
    }
    return new DriftReport(reference.rowCount(), current.rowCount(), columns);
  }

  /** The named column. */
  public Optional<ColumnDrift> column(String name) {
    return columns.stream().filter(column -> column.column().equals(name)).findFirst();
  }

  /** The gravest verdict of any column; TOO_FEW_ROWS when no column could be judged. */
  public DriftVerdict verdict() {
    return columns.stream()
        .map(ColumnDrift::verdict)
        .max(Comparator.naturalOrder())
        .orElse(DriftVerdict.TOO_FEW_ROWS);
  }

  private static Findings measure(
      Optional<ColumnProfile> reference, Optional<ColumnProfile> current) {
    if (reference.isEmpty()) {
      ColumnProfile only = current.orElseThrow();
      Findings found = new Findings(only.name(), only.kind(), Comparison.ONLY_IN_CURRENT);
      found.currentRows = only.rows();
      found.currentMissingRate = only.missingRate();
      return found;
    }
    ColumnProfile left = reference.get();
    if (current.isEmpty()) {
      Findings found = new Findings(left.name(), left.kind(), Comparison.ONLY_IN_REFERENCE);
      found.referenceRows = left.rows();
      found.referenceMissingRate = left.missingRate();
      return found;
    }
    ColumnProfile right = current.get();
    if (left instanceof NumericProfile numbers && right instanceof NumericProfile others) {
      return NumericDrift.measure(numbers, others);
    }
    if (left instanceof CategoricalProfile names && right instanceof CategoricalProfile others) {
      return CategoricalDrift.measure(names, others);
    }
    Findings found = new Findings(left.name(), left.kind(), Comparison.KIND_CHANGED);
    found.rows(left, right);
    return found;
  }
}
