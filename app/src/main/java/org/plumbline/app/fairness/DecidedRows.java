package org.plumbline.app.fairness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowSource;
import org.plumbline.data.Values;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.stats.fairness.FairnessReport;

/** Rows of a file with what happened, what was decided, and who is who. Not thread-safe. */
public final class DecidedRows {
  private static final String MISSING = "(missing)";
  private static final int BATCH = 5_000;

  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final BitSet positive = new BitSet();
  private final BitSet selected = new BitSet();
  private int count;
  private long leftOut;

  /**
   * A column and the values of it that count.
   *
   * @param counts told of each value, stripped
   */
  public record Test(String column, Predicate<String> counts) {}

  /** Hears how far the file is read: share and rows. */
  @FunctionalInterface
  public interface Progress {
    void at(double share, long rows);
  }

  private DecidedRows() {}

  /**
   * Reads a file. Rows without a truth or a decision are left out; those without a group are a
   * group of their own.
   *
   * @throws PlumblineException INVALID_FIELD for a column that the file does not have, INVALID_DATA
   *     for a broken row
   */
  public static DecidedRows read(
      Path file, List<String> attributes, Test truth, Test decision, Progress progress) {
    var rows = new DecidedRows();
    try (RowSource source = RowSource.open(file)) {
      List<String> header = source.header().stream().map(String::strip).toList();
      int truthAt = position(header, truth.column());
      int decisionAt = position(header, decision.column());
      int[] at = attributes.stream().mapToInt(name -> position(header, name)).toArray();
      attributes.forEach(name -> rows.groups.put(name, new ArrayList<>()));
      for (List<RawRow> part = source.next(BATCH); !part.isEmpty(); part = source.next(BATCH)) {
        for (RawRow row : part) {
          if (!row.isWhole()) {
            throw PlumblineException.of(
                ErrorCode.INVALID_DATA, "Line " + row.line() + ": " + row.fault());
          }
          String happened = row.fields().get(truthAt).strip();
          String decided = row.fields().get(decisionAt).strip();
          if (Values.isMissing(happened) || Values.isMissing(decided)) {
            rows.leftOut++;
          } else {
            rows.add(row, at, truth.counts().test(happened), decision.counts().test(decided));
          }
        }
        progress.at(source.progress(), rows.count + rows.leftOut);
      }
    }
    return rows;
  }

  private void add(RawRow row, int[] attributes, boolean happened, boolean decided) {
    int next = 0;
    for (List<String> names : groups.values()) {
      String name = row.fields().get(attributes[next++]).strip();
      names.add(Values.isMissing(name) ? MISSING : name);
    }
    positive.set(count, happened);
    selected.set(count, decided);
    count++;
  }

  private static int position(List<String> header, String column) {
    int position = header.indexOf(column);
    if (position < 0) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The file has no column '" + column + "'; it has " + String.join(", ", header))
          .with("field", column);
    }
    return position;
  }

  /** Rows that were read, without those that were left out. */
  public int count() {
    return count;
  }

  /** Rows without a truth or a decision. */
  public long leftOut() {
    return leftOut;
  }

  /**
   * The report of one attribute, or of several that are crossed.
   *
   * @param leastRows rows under which a group is hidden
   */
  public FairnessReport report(List<String> attributes, int leastRows) {
    List<String> names = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int at = row;
      names.add(
          String.join(
              ", ",
              attributes.stream()
                  .map(name -> groups.getOrDefault(name, List.of()).get(at))
                  .toList()));
    }
    return FairnessReport.of(names, flags(positive), flags(selected), leastRows);
  }

  private boolean[] flags(BitSet set) {
    boolean[] flags = new boolean[count];
    set.stream().forEach(row -> flags[row] = true);
    return flags;
  }
}
