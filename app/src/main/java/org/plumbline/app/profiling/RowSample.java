package org.plumbline.app.profiling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;

/**
 * Whole rows of a file, so many at most, each with the same chance; the same file gives the same
 * rows, in its order.
 */
final class RowSample {
  private static final int BATCH = 4_096;
  private static final long SEED = 1;

  private RowSample() {}

  private record Drawn(long place, double[] slots) {}

  /** Slots of the contract's features; rows that break its types are not among them. */
  static double[][] of(Path file, Contract contract, int most, FileProfile.Progress progress) {
    // Reservoir sampling [Vitter 1985, algorithm R]: one pass, memory of the sample only.
    var random = new SplittableRandom(SEED);
    List<Drawn> drawn = new ArrayList<>();
    long seen = 0;
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
          var found = new Drawn(seen++, parsed.slots());
          if (drawn.size() < most) {
            drawn.add(found);
          } else {
            long place = random.nextLong(seen);
            if (place < most) {
              drawn.set((int) place, found);
            }
          }
        }
        progress.at(source.progress(), seen);
      }
    }
    drawn.sort(Comparator.comparingLong(Drawn::place));
    return drawn.stream().map(Drawn::slots).toArray(double[][]::new);
  }
}
