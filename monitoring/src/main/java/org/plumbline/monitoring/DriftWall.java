package org.plumbline.monitoring;

import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The drift of all columns over time in as few bytes as it takes to draw it: a byte a cell.
 *
 * @param window day or week
 * @param windows oldest first
 * @param columns what matters most to the score first
 */
public record DriftWall(
    String model, int version, String window, List<WindowSpan> windows, List<Strip> columns) {
  /** Effects are told in steps of 1/250. */
  private static final int STEPS = 250;

  private static final byte NOT_SEEN = (byte) 255;

  public DriftWall {
    windows = List.copyOf(windows);
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param importance relative to the most important feature; null for the scores
   * @param weight latest effect times importance; of the scores the effect alone
   * @param effects in base 64 a byte per window: 250 times the effect, 255 where not seen
   */
  public record Strip(String column, @Nullable Double importance, double weight, String effects) {}

  static List<Strip> strips(List<WindowStore.DriftWindow> windows, Map<String, Double> importance) {
    Map<String, byte[]> cells = new LinkedHashMap<>();
    Map<String, Double> latest = new LinkedHashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      for (ColumnDriftLine line : windows.get(i).columns()) {
        byte[] row = cells.computeIfAbsent(line.column(), _ -> notSeen(windows.size()));
        Double effect = line.effect();
        if (effect != null) {
          row[i] = (byte) Math.round(STEPS * Math.clamp(effect, 0, 1));
          latest.put(line.column(), effect);
        }
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
        .sorted(Comparator.comparingDouble(Strip::weight).reversed().thenComparing(Strip::column))
        .toList();
  }

  private static byte[] notSeen(int windows) {
    byte[] row = new byte[windows];
    Arrays.fill(row, NOT_SEEN);
    return row;
  }
}
