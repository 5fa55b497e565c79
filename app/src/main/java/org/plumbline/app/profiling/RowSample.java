package org.plumbline.app.profiling;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.stats.multivariate.Reservoir;

/**
 * Whole rows of a file, so many at most, each with the same chance; the same file gives the same
 * rows, in its order.
 */
final class RowSample {
  private static final int BATCH = 4_096;

  private RowSample() {}

  private record Drawn(long place, double[] slots) {}

  /** Slots of the contract's features; rows that break its types are not among them. */
  static double[][] of(Path file, Contract contract, int most, FileProfile.Progress progress) {
    var drawn = new Reservoir<Drawn>(most);
    try (RowSource source = RowSource.open(file)) {
      RowParser.TextRows parser = new RowParser(contract).forHeader(source.header());
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow row : batch) {
          if (!row.isWhole()) {
            continue;
          }
          ParsedRow parsed = parser.parse(row.fields());
          if (!parsed.isValid()) {
            continue;
          }
          drawn.offer(new Drawn(drawn.offered(), parsed.slots()));
        }
        progress.at(source.progress(), drawn.offered());
      }
    }
    return drawn.kept().stream()
        .sorted(Comparator.comparingLong(Drawn::place))
        .map(Drawn::slots)
        .toArray(double[][]::new);
  }
}
