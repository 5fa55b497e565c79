package org.plumbline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.Table;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Input;

/**
 * A table made ready: roles given, rows without a label dropped, the label read as its task needs.
 *
 * @param unlabelled rows that were dropped for having no label
 * @param groups the group of each row by protected attribute
 */
record Preparation(
    Dataset data,
    Contract contract,
    Splitter splitter,
    long unlabelled,
    SequencedMap<String, List<String>> groups) {
  private static final String MISSING = "(missing)";

  /** A label of whole numbers with at most so many values is a class, beyond it a quantity. */
  static final int MOST_INTEGER_CLASSES = 10;

  static Preparation of(Table table, Contract contract, TrainingRequest request) {
    Column label = table.column(request.label());
    int[] kept =
        IntStream.range(0, table.rowCount()).filter(row -> !label.isMissing(row)).toArray();
    if (kept.length == 0) {
      throw Trainable.refused(
              "Column '" + request.label() + "' has no value in any row; name another label")
          .with("field", request.label());
    }
    Table labelled = kept.length == table.rowCount() ? table : table.select(kept);
    Contract used = usable(contract, labelled);
    Column[] features = labelled.features(used);
    double[][] columns = Arrays.stream(features).map(Column::slots).toArray(double[][]::new);
    List<Input> inputs =
        used.features().stream()
            .map(
                column ->
                    column.type() == ColumnType.CATEGORY
                        ? Input.categorical(column.name(), column.categories())
                        : Input.numeric(column.name()))
            .toList();
    Target target = Target.of(labelled.column(request.label()), request.positive(), request.task());
    double @Nullable [] groups = groups(labelled, used);
    var data =
        new Dataset(
            target.task(),
            inputs,
            columns,
            target.classes(),
            target.values(),
            groups == null ? new int[0] : Dataset.numbered(groups));
    Trainable.require(data);
    return new Preparation(
        data,
        used,
        splitter(labelled, used, data, groups),
        table.rowCount() - kept.length,
        protectedGroups(labelled, used));
  }

  private static SequencedMap<String, List<String>> protectedGroups(
      Table table, Contract contract) {
    var groups = new LinkedHashMap<String, List<String>>();
    for (ColumnContract attribute : contract.protectedColumns()) {
      Column column = table.column(attribute.name());
      groups.put(
          attribute.name(),
          IntStream.range(0, table.rowCount())
              .mapToObj(row -> column.isMissing(row) ? MISSING : column.text(row))
              .toList());
    }
    return groups;
  }

  /**
   * Roles as the request names them, the rest by type: what a table without a file's contract gets.
   */
  static Contract contract(Table table, TrainingRequest request) {
    for (@Nullable String named :
        new @Nullable String[] {request.label(), request.id(), request.time(), request.group()}) {
      if (named != null) {
        table.column(named);
      }
    }
    return new Contract(
        table.columns().stream().map(column -> column(column, role(column, request))).toList());
  }

  private static Role role(Column column, TrainingRequest request) {
    String name = column.name();
    if (name.equals(request.label())) {
      return Role.LABEL;
    }
    if (name.equals(request.id())) {
      return Role.ID;
    }
    if (name.equals(request.time())) {
      return Role.TIME;
    }
    if (name.equals(request.group())) {
      return Role.GROUP;
    }
    boolean text = column.type() == ColumnType.TEXT || column.type() == ColumnType.IDENTIFIER;
    return text || request.drop().contains(name) ? Role.IGNORED : Role.FEATURE;
  }

  private static ColumnContract column(Column column, Role role) {
    double[] present = Arrays.stream(column.slots()).filter(slot -> !Double.isNaN(slot)).toArray();
    boolean coded =
        switch (column.type()) {
          case CATEGORY, TEXT, IDENTIFIER -> true;
          case NUMBER, INTEGER, BOOLEAN, DATE, TIMESTAMP -> false;
        };
    List<String> dictionary =
        column.type() == ColumnType.CATEGORY || column.type() == ColumnType.BOOLEAN
            ? column.dictionary()
            : List.of();
    return new ColumnContract(
        column.name(),
        column.type(),
        role,
        present.length == column.slots().length,
        coded ? OptionalDouble.empty() : Arrays.stream(present).min(),
        coded ? OptionalDouble.empty() : Arrays.stream(present).max(),
        dictionary,
        "");
  }

  /** Takes features out that say nothing in these rows: all missing, or one value only. */
  private static Contract usable(Contract contract, Table table) {
    var columns = new ArrayList<ColumnContract>();
    for (ColumnContract column : contract.columns()) {
      boolean feature = column.role() == Role.FEATURE && table.has(column.name());
      columns.add(
          feature && isConstant(table.column(column.name()).slots())
              ? column.as(Role.IGNORED).described("Ignored: it never varies")
              : column);
    }
    return new Contract(columns);
  }

  private static boolean isConstant(double[] slots) {
    boolean missing = false;
    double seen = Double.NaN;
    for (double slot : slots) {
      if (Double.isNaN(slot)) {
        missing = true;
      } else if (Double.isNaN(seen)) {
        seen = slot;
      } else if (seen != slot) {
        return false;
      }
    }
    // One value and gaps: the gap itself may say something.
    return !missing || Double.isNaN(seen);
  }

  private static double @Nullable [] groups(Table table, Contract contract) {
    if (contract.group().isEmpty()) {
      return null;
    }
    double[] groups = withoutGaps(table.column(contract.group().orElseThrow().name()).slots());
    if (Arrays.stream(groups).distinct().count() < 2) {
      throw Trainable.refused(
          "Split by group needs at least two groups; leave the group column out");
    }
    return groups;
  }

  private static Splitter splitter(
      Table table, Contract contract, Dataset data, double @Nullable [] groups) {
    if (contract.time().isPresent()) {
      Column time = table.column(contract.time().orElseThrow().name());
      double[] times = time.slots();
      if (Arrays.stream(times).anyMatch(Double::isNaN)) {
        throw PlumblineException.of(
                ErrorCode.INVALID_DATA,
                "Time column '"
                    + time.name()
                    + "' has rows without a value; a split by time needs one in each row")
            .with("field", time.name());
      }
      if (Arrays.stream(times).distinct().count() < 3) {
        throw Trainable.refused(
            "Time column '" + time.name() + "' has fewer than three moments to split by");
      }
      return new Splitter.Timed(times, groups);
    }
    return groups == null ? new Splitter.Stratified(data) : new Splitter.Grouped(groups);
  }

  /** Rows without a group are a group each: nothing ties them to others. */
  private static double[] withoutGaps(double[] groups) {
    double[] filled = groups.clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Double.isNaN(filled[i]) ? -2.0 - i : filled[i];
    }
    return filled;
  }
}
