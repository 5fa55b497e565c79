package org.plumbline.app.explaining;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.stats.multivariate.Reservoir;

/**
 * Rows drawn from a file of any size, every row with the same chance [Vitter 1985, algorithm R],
 * always the same ones for the same file.
 *
 * @param rows slots in the order of the contract's features
 * @param labels one for each row; NaN throughout when the file has none
 * @param read how many rows the file holds
 * @param rejected how many of them break the contract or hold no readable label
 */
public record RowSample(double[][] rows, double[] labels, long read, long rejected) {
  private static final int BATCH = 4_096;

  /** Whether the file held the label. */
  public boolean isLabelled() {
    return labels.length > 0 && !Double.isNaN(labels[0]);
  }

  /**
   * Draws at most {@code size} rows.
   *
   * @param labelOf reads a label from its text; NaN when it cannot be read
   * @throws PlumblineException INVALID_DATA when no row fits the contract
   */
  public static RowSample draw(
      Path file,
      RowParser parser,
      int size,
      ToDoubleFunction<String> labelOf,
      DoubleConsumer progress) {
    String label = parser.contract().label().map(ColumnContract::name).orElse("");
    var kept = new Kept(size);
    try (RowSource source = RowSource.open(file)) {
      RowParser.TextRows texts = parser.forHeader(source.header());
      int place = source.header().indexOf(label);
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow raw : batch) {
          ParsedRow row = raw.isWhole() ? texts.parse(raw.fields()) : null;
          if (row == null || !row.isValid()) {
            kept.reject();
          } else if (place < 0) {
            kept.offer(row.slots(), Double.NaN);
          } else {
            kept.offerLabelled(row.slots(), labelOf.applyAsDouble(raw.fields().get(place)));
          }
        }
        progress.accept(source.progress());
      }
    }
    if (kept.isEmpty()) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA,
          "%s holds no row that fits the contract of the model; score it to see why"
              .formatted(file));
    }
    return kept.sample();
  }

  private static final class Kept {
    private final Reservoir<Labelled> rows;
    private long rejected;

    private record Labelled(double[] row, double label) {}

    Kept(int size) {
      this.rows = new Reservoir<>(size);
    }

    void reject() {
      rejected++;
    }

    void offerLabelled(double[] row, double label) {
      if (Double.isNaN(label)) {
        reject();
      } else {
        offer(row, label);
      }
    }

    void offer(double[] row, double label) {
      rows.offer(new Labelled(row, label));
    }

    boolean isEmpty() {
      return rows.kept().isEmpty();
    }

    RowSample sample() {
      return new RowSample(
          rows.kept().stream().map(Labelled::row).toArray(double[][]::new),
          rows.kept().stream().mapToDouble(Labelled::label).toArray(),
          rows.offered() + rejected,
          rejected);
    }
  }
}
