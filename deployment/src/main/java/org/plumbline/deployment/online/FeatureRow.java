package org.plumbline.deployment.online;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.List;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowParser;

/**
 * What was known about an entity at a time.
 *
 * @param columns as the snapshot names them, beyond the contract too: another version may know them
 * @param values as text, in the order of the columns
 */
public record FeatureRow(String entity, Instant asOf, List<String> columns, List<String> values) {
  public FeatureRow {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    require(
        columns.size() == values.size(),
        "%s columns cannot hold %s values",
        columns.size(),
        values.size());
  }

  /** The row as a version reads it, by the rules of files: as old as its snapshot. */
  public ParsedRow readBy(RowParser parser) {
    ParsedRow row = parser.forHeader(columns).parse(values);
    return new ParsedRow(
        row.slots(),
        entity,
        asOf.toEpochMilli() / 1_000.0,
        row.unknownCategories(),
        row.errors(),
        row.groups());
  }
}
