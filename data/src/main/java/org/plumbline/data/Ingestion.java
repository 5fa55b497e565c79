package org.plumbline.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** One reading of one file: pass one infers the contract, pass two parses by it. */
final class Ingestion {
  private static final int BATCH = 4_096;

  private final Path file;
  private final IngestRequest request;
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private final RepeatedRows repeated = new RepeatedRows();
  private final Set<String> keys = new HashSet<>();
  private long quarantined;

  Ingestion(Path file, IngestRequest request) {
    this.file = file;
    this.request = request;
  }

  Ingested run() {
    String format;
    List<String> header;
    List<ColumnStats> stats = new ArrayList<>();
    try (RowSource source = RowSource.open(file)) {
      format = source.format();
      header = source.header();
      check(header);
      header.forEach(name -> stats.add(new ColumnStats()));
      long whole = survey(source, stats);
      if (whole == 0) {
        throw noRow();
      }
    }
    Contract contract = infer(header, stats);
    try (RowSource source = RowSource.open(file);
        Quarantine quarantine = new Quarantine(request.quarantine())) {
      return parse(source, contract, stats, format, quarantine);
    }
  }

  Contract contract() {
    try (RowSource source = RowSource.open(file)) {
      List<String> header = source.header();
      check(header);
      return source instanceof ParquetSource parquet
          ? contract(parquet, header)
          : contractOfTexts(source, header);
    }
  }

  private Contract contract(ParquetSource source, List<String> header) {
    if (source.total() == 0) {
      throw noRow();
    }
    Set<String> withRoles = new HashSet<>();
    Stream.of(request.label(), request.id(), request.time(), request.group())
        .filter(Objects::nonNull)
        .forEach(withRoles::add);
    return infer(header, source.survey(withRoles));
  }

  /** By the text of each value, whatever the source: the oracle of the quick form. */
  Contract contractOfTexts(RowSource source, List<String> header) {
    List<ColumnStats> stats = header.stream().map(name -> new ColumnStats()).toList();
    if (survey(source, stats) == 0) {
      throw noRow();
    }
    return infer(header, stats);
  }

  private PlumblineException noRow() {
    return Sources.unusable(file, "it holds no whole row beneath its header");
  }

  private void check(List<String> header) {
    Set<String> taken = new HashSet<>();
    for (String name : request.named()) {
      if (!header.contains(name)) {
        throw PlumblineException.of(
                ErrorCode.INVALID_FIELD,
                "%s has no column '%s'; it has %s"
                    .formatted(file.getFileName(), name, String.join(", ", header)))
            .with("field", name);
      }
    }
    Stream.of(request.label(), request.id(), request.time(), request.group())
        .forEach(
            name -> {
              if (name != null && (!taken.add(name) || request.drop().contains(name))) {
                throw PlumblineException.of(
                        ErrorCode.INVALID_FIELD,
                        "Column '" + name + "' is given two roles; give it one")
                    .with("field", name);
              }
            });
  }

  private static long survey(RowSource source, List<ColumnStats> stats) {
    long whole = 0;
    for (List<RawRow> rows = source.next(BATCH); !rows.isEmpty(); rows = source.next(BATCH)) {
      for (RawRow row : rows) {
        if (row.isWhole()) {
          whole++;
          for (int i = 0; i < stats.size(); i++) {
            stats.get(i).add(row.fields().get(i));
          }
        }
      }
    }
    stats.forEach(ColumnStats::close);
    return whole;
  }

  private Contract infer(List<String> header, List<ColumnStats> stats) {
    List<ColumnContract> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      columns.add(withRole(header.get(i), stats.get(i)));
    }
    return new Contract(columns);
  }

  private ColumnContract withRole(String name, ColumnStats stats) {
    ColumnContract inferred = TypeInference.infer(name, stats);
    if (name.equals(request.label())) {
      return label(inferred, stats);
    }
    if (name.equals(request.id())) {
      return plain(inferred, ColumnType.IDENTIFIER, Role.ID);
    }
    if (name.equals(request.time())) {
      return time(inferred, stats);
    }
    if (name.equals(request.group())) {
      return plain(inferred, ColumnType.IDENTIFIER, Role.GROUP);
    }
    return request.drop().contains(name)
        ? inferred.as(Role.IGNORED).described("Ignored: dropped on request")
        : inferred;
  }

  private static ColumnContract plain(ColumnContract inferred, ColumnType type, Role role) {
    return ColumnContract.of(inferred.name(), type, role, inferred.required());
  }

  private static ColumnContract time(ColumnContract inferred, ColumnStats stats) {
    ColumnType type = TypeInference.type(stats);
    return switch (type) {
      case DATE, TIMESTAMP, INTEGER, NUMBER -> plain(inferred, type, Role.TIME);
      case BOOLEAN, CATEGORY, TEXT, IDENTIFIER ->
          throw PlumblineException.of(
                  ErrorCode.INVALID_FIELD,
                  "Time column '%s' holds no dates or numbers, such as '%s'; write ISO dates"
                      .formatted(
                          inferred.name(),
                          stats.values() == 0 ? "" : stats.top(1).getFirst().value()))
              .with("field", inferred.name());
    };
  }

  private ColumnContract label(ColumnContract inferred, ColumnStats stats) {
    String name = inferred.name();
    if (stats.distinct() < 2) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "Label '%s' has %s; a model needs at least two"
                  .formatted(
                      name,
                      stats.distinct() == 0
                          ? "no value"
                          : "one value only, '" + stats.sortedValues().getFirst() + "'"))
          .with("field", name);
    }
    ColumnType type = TypeInference.type(stats);
    String positive = request.positive();
    boolean numeric = type == ColumnType.NUMBER || type == ColumnType.INTEGER;
    if (positive == null && numeric) {
      return plain(inferred, type, Role.LABEL);
    }
    if (stats.distinct() > TypeInference.MAX_CATEGORIES || stats.hasOverflow()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "Label '%s' has %d different values that are no numbers; a class label has at most %d"
                  .formatted(name, stats.distinct(), TypeInference.MAX_CATEGORIES))
          .with("field", name);
    }
    return ColumnContract.category(name, Role.LABEL, true, classes(name, stats, positive));
  }

  private static List<String> classes(String name, ColumnStats stats, @Nullable String positive) {
    List<String> classes =
        TypeInference.type(stats) == ColumnType.BOOLEAN
            ? new ArrayList<>(TypeInference.booleanSpelling(stats))
            : new ArrayList<>(stats.sortedValues());
    if (positive != null && !classes.remove(positive)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Label '%s' never has the positive value '%s'; it has %s"
                  .formatted(
                      name,
                      positive,
                      String.join(", ", classes.subList(0, Math.min(20, classes.size())))))
          .with("field", "positive");
    }
    if (positive != null) {
      classes.add(positive);
    }
    return classes;
  }

  private Ingested parse(
      RowSource source,
      Contract contract,
      List<ColumnStats> stats,
      String format,
      Quarantine quarantine) {
    List<ColumnContract> columns = contract.columns();
    List<FieldParser> parsers =
        columns.stream().map(c -> new FieldParser(c, c.role() == Role.FEATURE ? 0 : -1)).toList();
    int[] kept = keptColumns(columns);
    Table.Builder builder = Table.builder();
    for (int i : kept) {
      ColumnContract c = columns.get(i);
      builder.column(c.name(), c.type(), c.categories());
    }
    NumericRange[] ranges = new NumericRange[columns.size()];
    Arrays.setAll(ranges, i -> new NumericRange());
    for (List<RawRow> rows = source.next(BATCH); !rows.isEmpty(); rows = source.next(BATCH)) {
      for (RawRow row : rows) {
        parseRow(row, columns, parsers, kept, builder, ranges, quarantine);
      }
    }
    if (builder.rowCount() == 0) {
      throw Sources.unusable(file, "all of its rows are quarantined, such as: " + reasons);
    }
    Contract bounded = bounded(contract, ranges);
    return new Ingested(
        builder.build(), bounded, quality(bounded, stats, ranges, format, builder), hash());
  }

  private static int[] keptColumns(List<ColumnContract> columns) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).role() != Role.IGNORED)
        .toArray();
  }

  private void parseRow(
      RawRow row,
      List<ColumnContract> columns,
      List<FieldParser> parsers,
      int[] kept,
      Table.Builder builder,
      NumericRange[] ranges,
      Quarantine quarantine) {
    String fault = row.fault();
    if (fault != null) {
      refuse(quarantine, row, "broken line", fault, "");
      return;
    }
    double[] slots = new double[kept.length];
    for (int k = 0; k < kept.length; k++) {
      ColumnContract column = columns.get(kept[k]);
      FieldParser parser = parsers.get(kept[k]);
      String text = row.fields().get(kept[k]);
      if (parser.isMissing(text)) {
        if (column.role() == Role.LABEL || column.role() == Role.TIME || column.role() == Role.ID) {
          refuse(
              quarantine,
              row,
              "missing " + column.role().name().toLowerCase(Locale.ROOT),
              "has no value",
              column.name());
          return;
        }
        slots[k] = Double.NaN;
        continue;
      }
      boolean free = column.type() == ColumnType.IDENTIFIER || column.type() == ColumnType.TEXT;
      double slot = free ? builder.code(k, text.strip()) : parser.slotOfText(text);
      if (Double.isNaN(slot)
          || (slot < 0 && column.role() == Role.LABEL && column.type() == ColumnType.CATEGORY)) {
        refuse(quarantine, row, "bad value", parser.refusal(text), column.name());
        return;
      }
      slots[k] = slot;
    }
    String key = key(columns, kept, slots);
    if (key != null && !keys.add(key)) {
      refuse(quarantine, row, "duplicate id", "the id stands on an earlier line", request.id());
      return;
    }
    builder.row(row.line(), slots);
    repeated.add(row.fields(), idColumn(columns));
    for (int k = 0; k < kept.length; k++) {
      ranges[kept[k]].add(slots[k]);
    }
  }

  private static int idColumn(List<ColumnContract> columns) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).role() == Role.ID)
        .findFirst()
        .orElse(-1);
  }

  private static @Nullable String key(List<ColumnContract> columns, int[] kept, double[] slots) {
    String id = null;
    String time = "";
    for (int k = 0; k < kept.length; k++) {
      Role role = columns.get(kept[k]).role();
      id = role == Role.ID ? Double.toString(slots[k]) : id;
      time = role == Role.TIME ? "@" + slots[k] : time;
    }
    return id == null ? null : id + time;
  }

  private void refuse(
      Quarantine quarantine, RawRow row, String kind, String detail, @Nullable String column) {
    quarantined++;
    reasons.merge(kind, 1L, Long::sum);
    quarantine.append(row, kind + ": " + detail, column == null ? "" : column);
  }

  private static Contract bounded(Contract contract, NumericRange[] ranges) {
    List<ColumnContract> columns = new ArrayList<>();
    for (int i = 0; i < ranges.length; i++) {
      ColumnContract c = contract.columns().get(i);
      boolean bounds = c.type().isNumeric() && ranges[i].count() > 0;
      columns.add(
          new ColumnContract(
              c.name(),
              c.type(),
              c.role(),
              c.required(),
              bounds ? OptionalDouble.of(ranges[i].min()) : OptionalDouble.empty(),
              bounds ? OptionalDouble.of(ranges[i].max()) : OptionalDouble.empty(),
              c.categories(),
              c.description()));
    }
    return new Contract(columns);
  }

  private QualityReport quality(
      Contract contract,
      List<ColumnStats> stats,
      NumericRange[] ranges,
      String format,
      Table.Builder builder) {
    List<ColumnQuality> columns = new ArrayList<>();
    for (int i = 0; i < stats.size(); i++) {
      ColumnContract c = contract.columns().get(i);
      ColumnStats s = stats.get(i);
      long all = s.missing() + s.values();
      boolean mean = c.type().isNumeric() && ranges[i].count() > 0;
      columns.add(
          new ColumnQuality(
              c.name(),
              c.type(),
              c.role(),
              s.missing(),
              all == 0 ? 0 : (double) s.missing() / all,
              s.distinct(),
              c.min(),
              c.max(),
              mean ? OptionalDouble.of(ranges[i].mean()) : OptionalDouble.empty(),
              s.top(5),
              c.description()));
    }
    QualityWarnings warnings = new QualityWarnings();
    warnings.quarantined(quarantined, builder.rowCount() + quarantined, reasons);
    warnings.repeated(repeated.count());
    Instant written = written();
    for (int i = 0; i < stats.size(); i++) {
      warnings.column(contract.columns().get(i), stats.get(i), ranges[i], written);
    }
    return new QualityReport(
        String.valueOf(file.getFileName()),
        format,
        builder.rowCount(),
        quarantined,
        reasons,
        columns,
        warnings.sentences());
  }

  private Instant written() {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException failed) {
      throw Sources.unreadable(file, failed);
    }
  }

  private String hash() {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (IOException failed) {
      throw Sources.unreadable(file, failed);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
