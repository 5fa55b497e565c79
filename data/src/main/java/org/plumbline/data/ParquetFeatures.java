package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The features of a Parquet file, to be read column by column and several columns at a time, each
 * on a thread of its own. Gives what {@link RowParser} makes of the same file read as text, which
 * stays the oracle. Immutable.
 */
public final class ParquetFeatures {
  private final Path file;
  private final List<Feature> features;
  private final long rows;

  private ParquetFeatures(Path file, List<Feature> features, long rows) {
    this.file = file;
    this.features = List.copyOf(features);
    this.rows = rows;
  }

  /**
   * One feature.
   *
   * @param sql what is selected
   * @param isText whether a text is selected, which the parser makes a slot of
   */
  record Feature(String sql, boolean isText, FieldParser parser) {}

  /** Absent when the file is no Parquet, or the contract holds more than features that may miss. */
  public static Optional<ParquetFeatures> of(Path file, Contract contract) {
    if (!String.valueOf(file.getFileName()).endsWith(".parquet")
        || contract.columns().isEmpty()
        || contract.columns().stream()
            .anyMatch(column -> column.role() != Role.FEATURE || column.required())) {
      return Optional.empty();
    }
    try (Connection connection = DuckDb.open()) {
      String relation = relation(file);
      Map<String, String> schema = DuckDb.schema(connection, relation);
      List<Feature> features = new ArrayList<>();
      for (ColumnContract column : contract.columns()) {
        features.add(feature(column, schema.get(column.name()), features.size()));
      }
      return Optional.of(new ParquetFeatures(file, features, DuckDb.count(connection, relation)));
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot read " + file, failed);
    }
  }

  static String relation(Path file) {
    return "read_parquet(" + DuckDb.text(file) + ")";
  }

  /** As it lies where its type has a text that parses back to the very same slot. */
  private static Feature feature(ColumnContract column, @Nullable String type, int place) {
    var parser = new FieldParser(column, place);
    String name = DuckDb.name(column.name());
    boolean isCategory = column.type() == ColumnType.CATEGORY;
    if (type == null) {
      return new Feature(
          isCategory ? "CAST(NULL AS VARCHAR)" : "CAST(NULL AS DOUBLE)", isCategory, parser);
    }
    String text = "CAST(" + name + " AS VARCHAR)";
    Optional<String> number =
        Optional.ofNullable(
            switch (column.type()) {
              case NUMBER ->
                  switch (type) {
                    case "DOUBLE" -> name;
                    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
                        "CAST(" + name + " AS DOUBLE)";
                    // Through text: 0.1f widens to 0.10000000149 otherwise.
                    case "FLOAT" -> "CAST(" + text + " AS DOUBLE)";
                    default -> null;
                  };
              case BOOLEAN ->
                  type.equals("BOOLEAN") ? "CAST(CAST(" + name + " AS INTEGER) AS DOUBLE)" : null;
              case INTEGER, CATEGORY, DATE, TIMESTAMP, TEXT, IDENTIFIER -> null;
            });
    return new Feature(number.orElse(text), number.isEmpty(), parser);
  }

  /** How many there are. */
  public int count() {
    return features.size();
  }

  /** Rows of the file. */
  public long rows() {
    return rows;
  }

  /** The features of the places [from, to), from the first row on; on one thread. */
  public ParquetBlocks read(int from, int to) {
    return ParquetBlocks.open(file, features.subList(from, to));
  }
}
