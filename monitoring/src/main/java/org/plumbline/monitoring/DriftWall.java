package org.plumbline.monitoring;

import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.drift.DriftVerdict;

/**
 * The drift of all columns over time in as few bytes as it takes to draw it: a byte a cell.
 *
 * @param window day or week
 * @param windows oldest first
 * @param columns what matters most to the score first
 */
public record DriftWall(
    String model, int version, String window, List<WindowSpan> windows, List<Strip> columns) {
  /** Cells of one verdict; within them effects are told in steps of 1/59. */
  private static final int CELLS_PER_VERDICT = 60;

  private static final byte NOT_SEEN = (byte) 255;
  private static final byte TOO_FEW_ROWS = (byte) 254;

  /** What matters most to the score now; among columns that do not drift, what could most. */
  private static final Comparator<Strip> BY_WEIGHT =
      Comparator.comparingDouble(Strip::weight)
          .thenComparing(Strip::importance, Comparator.nullsFirst(Comparator.naturalOrder()))
          .reversed()
          .thenComparing(Strip::column);

  public DriftWall {
    windows = List.copyOf(windows);
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param importance relative to the most important feature; null for the scores
   * @param weight importance times the effect in the newest window that saw it, 0 where that is no
   *     drift; of the scores the effect alone
   * @param cells in base 64 a byte per window: 60 for each step of the verdict above none, and 59
   *     times the effect; 254 where there were too few rows to tell, 255 where not seen
   */
  public record Strip(String column, @Nullable Double importance, double weight, String cells) {}

  static List<Strip> strips(List<WindowStore.DriftWindow> windows, Map<String, Double> importance) {
    Map<String, byte[]> cells = new LinkedHashMap<>();
    Map<String, Double> latest = new LinkedHashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      for (ColumnDriftLine line : windows.get(i).columns()) {
        byte[] row = cells.computeIfAbsent(line.column(), _ -> notSeen(windows.size()));
        row[i] = cell(line);
        latest.put(line.column(), line.verdict().isDrift() ? effect(line) : 0);
      }
    }
    return cells.entrySet().stream()
        .map(
            cell -> {
              String column = cell.getKey();
              Double known = importance.get(column);
              boolean scores = column.equals(WatchedVersion.PREDICTION);
              double weight =
                  latest.getOrDefault(column, 0.0) * (scores ? 1 : known == null ? 0 : known);
              return new Strip(
                  column, known, weight, Base64.getEncoder().encodeToString(cell.getValue()));
            })
        .sorted(BY_WEIGHT)
        .toList();
  }

  /** Whether most cells had too few rows to tell anything. */
  static boolean tellsLittle(List<WindowStore.DriftWindow> windows) {
    long few = 0;
    long all = 0;
    for (WindowStore.DriftWindow window : windows) {
      for (ColumnDriftLine line : window.columns()) {
        all++;
        few += line.verdict() == DriftVerdict.TOO_FEW_ROWS ? 1 : 0;
      }
    }
    return 2 * few > all;
  }

  private static byte cell(ColumnDriftLine line) {
    if (line.verdict() == DriftVerdict.TOO_FEW_ROWS) {
      return TOO_FEW_ROWS;
    }
    long step =
        switch (line.verdict()) {
          case TOO_FEW_ROWS, NONE -> 0;
          case SLIGHT -> 1;
          case MODERATE -> 2;
          case SEVERE -> 3;
        };
    return (byte) (CELLS_PER_VERDICT * step + Math.round((CELLS_PER_VERDICT - 1) * effect(line)));
  }

  private static double effect(ColumnDriftLine line) {
    return line.effect() == null ? 0 : Math.clamp(line.effect(), 0, 1);
  }

  private static byte[] notSeen(int windows) {
    byte[] row = new byte[windows];
    Arrays.fill(row, NOT_SEEN);
    return row;
  }
}
