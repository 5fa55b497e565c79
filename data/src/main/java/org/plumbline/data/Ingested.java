package org.plumbline.data;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A file as a table, with what was inferred and found.
 *
 * @param table all columns that are not IGNORED, in source order
 * @param dataHash SHA-256 of the file's bytes, hex
 */
public record Ingested(Table table, Contract contract, QualityReport quality, String dataHash) {
  /**
   * The same with these columns kept apart from the features, to be watched for fairness.
   *
   * @throws PlumblineException INVALID_FIELD for a column that is no feature, or has no groups
   */
  public Ingested protecting(List<String> names) {
    List<ColumnContract> columns = new ArrayList<>();
    for (String name : names) {
      ColumnContract column = contract.find(name).orElseThrow(() -> refused(name, "is not there"));
      boolean grouped = column.type() == ColumnType.CATEGORY || column.type() == ColumnType.BOOLEAN;
      if (column.role() != Role.FEATURE || !grouped) {
        throw refused(
            name,
            "is a " + column.role() + " of type " + column.type() + ", not a group of people");
      }
    }
    for (ColumnContract column : contract.columns()) {
      columns.add(names.contains(column.name()) ? column.as(Role.PROTECTED) : column);
    }
    return new Ingested(table, new Contract(columns), quality, dataHash);
  }

  private static PlumblineException refused(String name, String why) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "Column '"
                + name
                + "' "
                + why
                + "; protect a category or a boolean of the data, such as sex or an age band")
        .with("field", "protected");
  }
}
