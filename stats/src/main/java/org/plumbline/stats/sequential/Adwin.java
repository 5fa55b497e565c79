package org.plumbline.stats.sequential;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.math.Rules;

/**
 * Adaptive window: keeps the longest recent stretch whose parts agree in their mean, in memory of
 * the logarithm of its length, and alarms when an old part has to be dropped [Bifet, Gavaldà:
 * Learning from Time-Changing Data with Adaptive Windowing, SDM 2007; variances of buckets after
 * Babcock et al., PODS 2003].
 *
 * <p>Follows river 0.19.0: alarms on rise and fall, and starts anew after an alarm. MOA keeps the
 * newer part of the window and alarms on a rise only.
 */
public final class Adwin extends Detector {
  /*
   * Row r holds buckets of 2^r values. A row is left with two buckets fewer, and the next with one
   * more, when it holds more than five. As in river the newest bucket of a row is no cut point.
   */
  private static final int MOST_BUCKETS = 5;
  private static final int SHORTEST_PART = 5;
  private static final int GRACE = 10;
  private static final int MOST_ROWS = 52;

  private final double delta;
  private final int clock;
  private final List<Row> rows = new ArrayList<>();
  private long ticks;
  private double width;
  private double total;
  private double variance;

  /** Delta .002, looking at every 32nd value. */
  public Adwin() {
    this(0.002, 32);
  }

  /**
   * @param delta confidence of one comparison: smaller alarms less
   * @param clock how many values pass between two looks
   */
  public Adwin(double delta, int clock) {
    Rules.require(isShare(delta), "delta %s: must lie between 0 and 1", delta);
    Rules.require(clock >= 1, "clock %d: must be at least 1", clock);
    this.delta = delta;
    this.clock = clock;
    rows.add(new Row());
  }

  private static final class Row {
    private final double[] totals = new double[MOST_BUCKETS + 1];
    private final double[] variances = new double[MOST_BUCKETS + 1];
    private int size;

    void add(double total, double variance) {
      totals[size] = total;
      variances[size] = variance;
      size++;
    }

    void dropOldest(int count) {
      size -= count;
      System.arraycopy(totals, count, totals, 0, size);
      System.arraycopy(variances, count, variances, 0, size);
    }
  }

  /** Values in the window. */
  public long width() {
    return (long) width;
  }

  /** Mean of the window; NaN when empty. */
  public double mean() {
    return width == 0 ? Double.NaN : total / width;
  }

  /** Sum of the window's values. */
  public double total() {
    return total;
  }

  /** Sum of the squared deviations of the window's values from their mean. */
  public double squaredDeviations() {
    return variance;
  }

  @Override
  void reset() {
    rows.clear();
    rows.add(new Row());
    ticks = 0;
    width = 0;
    total = 0;
    variance = 0;
  }

  @Override
  Signal next(double value, Signal before) {
    insert(value);
    ticks++;
    boolean changed = false;
    if (ticks % clock == 0 && width > GRACE) {
      while (cutOnce()) {
        changed = true;
      }
    }
    return changed ? Signal.DRIFT : Signal.STABLE;
  }

  private void insert(double value) {
    rows.getFirst().add(value, 0);
    width++;
    if (width > 1) {
      double off = value - total / (width - 1);
      variance += (width - 1) * off * off / width;
    }
    total += value;
    compress();
  }

  private void compress() {
    for (int r = 0; rows.get(r).size > MOST_BUCKETS; r++) {
      if (r + 1 == rows.size()) {
        rows.add(new Row());
      }
      Row row = rows.get(r);
      double n = size(r);
      double apart = row.totals[0] / n - row.totals[1] / n;
      double between = n * n * apart * apart / (n + n);
      rows.get(r + 1)
          .add(row.totals[0] + row.totals[1], row.variances[0] + row.variances[1] + between);
      row.dropOldest(2);
    }
  }

  /** Drops the oldest bucket at the first cut whose parts differ. */
  private boolean cutOnce() {
    double oldSize = 0;
    double oldTotal = 0;
    double newSize = width;
    double newTotal = total;
    for (int r = rows.size() - 1; r >= 0; r--) {
      Row row = rows.get(r);
      for (int k = 0; k < row.size - 1; k++) {
        oldSize += size(r);
        newSize -= size(r);
        oldTotal += row.totals[k];
        newTotal -= row.totals[k];
        if (oldSize >= SHORTEST_PART
            && newSize >= SHORTEST_PART
            && differ(oldSize, newSize, oldTotal / oldSize - newTotal / newSize)) {
          dropOldestBucket();
          return true;
        }
      }
    }
    return false;
  }

  private boolean differ(double oldSize, double newSize, double difference) {
    double logs = Math.log(2 * Math.log(width) / delta);
    double parts = 1 / (oldSize - SHORTEST_PART + 1) + 1 / (newSize - SHORTEST_PART + 1);
    double spread = Math.sqrt(2 * parts * (variance / width) * logs);
    return Math.abs(difference) > spread + 2.0 / 3 * logs * parts;
  }

  private void dropOldestBucket() {
    Row row = rows.getLast();
    double n = size(rows.size() - 1);
    double bucketMean = row.totals[0] / n;
    width -= n;
    total -= row.totals[0];
    double off = bucketMean - total / width;
    variance -= row.variances[0] + n * width * off * off / (n + width);
    row.dropOldest(1);
    if (row.size == 0) {
      rows.removeLast();
    }
  }

  private static double size(int row) {
    return (double) (1L << row);
  }

  /** Squares of larger numbers would overflow. */
  @Override
  boolean accepts(double value) {
    return Math.abs(value) <= 1e100;
  }

  @Override
  String range() {
    return "numbers up to 1e100";
  }

  @Override
  DetectorKind kind() {
    return DetectorKind.ADWIN;
  }

  @Override
  void write(StateWriter writer) {
    writer.add(delta);
    writer.addLong(clock);
    writer.addLong(ticks);
    writer.add(total, variance);
    writer.addLong(rows.size());
    for (Row row : rows) {
      writer.addLong(row.size);
      for (int k = 0; k < row.size; k++) {
        writer.add(row.totals[k], row.variances[k]);
      }
    }
  }

  static Adwin read(StateReader reader) {
    Adwin read = new Adwin(reader.finite(), reader.count(Integer.MAX_VALUE));
    read.ticks = reader.count();
    read.total = reader.finite();
    read.variance = reader.finite();
    int count = reader.count(MOST_ROWS);
    StateReader.require(count >= 1, "an adaptive window has no row");
    read.rows.clear();
    for (int r = 0; r < count; r++) {
      Row row = new Row();
      int size = reader.count(MOST_BUCKETS);
      for (int k = 0; k < size; k++) {
        row.add(reader.finite(), reader.finite());
      }
      read.width += size * size(r);
      read.rows.add(row);
    }
    StateReader.require(
        count == 1 || read.rows.getLast().size > 0, "the oldest row of a window is empty");
    return read;
  }
}
