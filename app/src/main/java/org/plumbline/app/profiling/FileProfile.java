package org.plumbline.app.profiling;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Ingest;
import org.plumbline.data.IngestRequest;
import org.plumbline.data.ParquetFeatures;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.data.Values;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;

/** Profiles a file as it streams by: memory depends on its columns, not on its rows. */
public final class FileProfile {
  private static final int BATCH = 4_096;

  private FileProfile() {}

  /** Hears the share of the file that has been read, and the rows. */
  @FunctionalInterface
  public interface Progress {
    void at(double share, long rows);
  }

  /**
   * Infers the types in a first pass and profiles in a second.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_DATA when the file cannot be used
   */
  public static ProfileDocument of(Path file, IngestRequest roles, Progress progress) {
    return of(file, profiled(Ingest.contract(file, roles)), progress);
  }

  /** Profiles by given types; columns that the file lacks count as missing throughout. */
  public static ProfileDocument of(Path file, Contract contract, Progress progress) {
    List<ColumnContract> columns = contract.features();
    Optional<ParquetFeatures> features = ParquetFeatures.of(file, contract);
    ParquetProfile.Found found =
        features.isPresent()
            ? ParquetProfile.of(features.get(), columns, progress)
            : byRow(file, contract, progress);
    return new ProfileDocument(
        String.valueOf(file.getFileName()), found.rejected(), contract, found.table());
  }

  static ProfileColumn column(ColumnContract column) {
    return column.type() == ColumnType.CATEGORY
        ? ProfileColumn.categorical(column.name(), List.of())
        : ProfileColumn.numeric(column.name());
  }

  /** The plain form, and the oracle for the one by column. */
  static ParquetProfile.Found byRow(Path file, Contract contract, Progress progress) {
    List<ColumnContract> columns = contract.features();
    var builder = new ProfileBuilder(columns.stream().map(FileProfile::column).toList());
    long rejected = 0;
    long rows = 0;
    try (RowSource source = RowSource.open(file)) {
      RowParser.TextRows parser = new RowParser(contract).forHeader(source.header());
      int[] places =
          columns.stream().mapToInt(column -> source.header().lastIndexOf(column.name())).toArray();
      double[][] slots = new double[columns.size()][BATCH];
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        int filled = 0;
        for (RawRow row : batch) {
          ParsedRow parsed = row.isWhole() ? parser.parse(row.fields()) : null;
          if (parsed == null || !parsed.isValid()) {
            rejected++;
            continue;
          }
          for (int i = 0; i < places.length; i++) {
            slots[i][filled] = parsed.slots()[i];
          }
          addCategories(columns, places, row, builder);
          filled++;
        }
        for (int i = 0; i < places.length; i++) {
          if (columns.get(i).type() != ColumnType.CATEGORY) {
            builder.addColumn(i, slots[i], 0, filled);
          }
        }
        rows += batch.size();
        progress.at(source.progress(), rows);
      }
    }
    return new ParquetProfile.Found(builder.build(), rejected);
  }

  /** By name and not by slot, so that a category nobody has seen before keeps its name. */
  private static void addCategories(
      List<ColumnContract> columns, int[] places, RawRow row, ProfileBuilder builder) {
    for (int i = 0; i < places.length; i++) {
      ColumnContract column = columns.get(i);
      if (column.type() == ColumnType.CATEGORY) {
        builder.addCategory(
            i, places[i] < 0 ? null : category(column, row.fields().get(places[i])));
      }
    }
  }

  static @Nullable String category(ColumnContract column, String text) {
    String value = text.strip();
    return Values.isMissing(value) && !column.categories().contains(value) ? null : value;
  }

  /**
   * The contract with all that can be profiled as a feature, nothing required, whole numbers as
   * numbers: a profile describes data and refuses as little of it as it can.
   */
  static Contract profiled(Contract contract) {
    return new Contract(
        contract.columns().stream()
            .filter(column -> column.role() != Role.IGNORED)
            .map(
                column -> {
                  boolean text =
                      column.type() == ColumnType.TEXT || column.type() == ColumnType.IDENTIFIER;
                  boolean described =
                      column.role() == Role.FEATURE || (column.role() == Role.LABEL && !text);
                  return new ColumnContract(
                      column.name(),
                      column.type() == ColumnType.INTEGER ? ColumnType.NUMBER : column.type(),
                      described ? Role.FEATURE : column.role(),
                      false,
                      OptionalDouble.empty(),
                      OptionalDouble.empty(),
                      column.categories(),
                      column.description());
                })
            .toList());
  }
}
