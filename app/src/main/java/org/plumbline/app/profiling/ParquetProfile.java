package org.plumbline.app.profiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.ParquetBlocks;
import org.plumbline.data.ParquetFeatures;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.TableProfile;

/*
 * A file of a thousand columns is read by groups of columns, a thread each: what is counted of a
 * group stays in a few megabytes, and Parquet lets each group read its own bytes only. Which rows
 * are refused is known when all columns have been read; hardly any file holds such rows, so all are
 * taken at first, and a file that does hold some is read once more without them.
 */
/** Profiles the features of a Parquet file, several columns at a time. */
final class ParquetProfile {
  private static final int GROUP = 50;
  private static final int MOST_THREADS = 8;

  /** A column's table of counts is fetched into the cache once for so many values. */
  private static final int TOGETHER = 32_768;

  private final ParquetFeatures file;
  private final List<ColumnContract> columns;
  private final FileProfile.Progress progress;
  private final AtomicLong read = new AtomicLong();

  private ParquetProfile(
      ParquetFeatures file, List<ColumnContract> columns, FileProfile.Progress progress) {
    this.file = file;
    this.columns = columns;
    this.progress = progress;
  }

  /** What was found, and how many rows were left out of it. */
  record Found(TableProfile table, long rejected) {}

  private record Part(List<ColumnProfile> columns, BitSet refused) {}

  /** Profiles all features, whose contracts are these in the same order. */
  static Found of(
      ParquetFeatures file, List<ColumnContract> columns, FileProfile.Progress progress) {
    var profile = new ParquetProfile(file, columns, progress);
    List<Part> parts = profile.read(new BitSet());
    BitSet refused = new BitSet();
    parts.forEach(part -> refused.or(part.refused()));
    if (!refused.isEmpty()) {
      profile.read.set(0);
      parts = profile.read(refused);
    }
    return new Found(
        new TableProfile(parts.stream().flatMap(part -> part.columns().stream()).toList()),
        refused.cardinality());
  }

  private List<Part> read(BitSet without) {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    int group = Math.clamp(Math.ceilDiv(columns.size(), threads), 1, GROUP);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Part>> parts = new ArrayList<>();
      for (int from = 0; from < columns.size(); from += group) {
        int first = from;
        int end = Math.min(columns.size(), from + group);
        parts.add(pool.submit(() -> part(first, end, without)));
      }
      List<Part> found = new ArrayList<>();
      try {
        for (Future<Part> part : parts) {
          found.add(part.get());
        }
      } catch (ExecutionException failed) {
        pool.shutdownNow();
        throw failed.getCause() instanceof PlumblineException known
            ? known
            : new IllegalStateException("A column could not be profiled", failed.getCause());
      } catch (InterruptedException interrupted) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw PlumblineException.of(
            ErrorCode.INTERNAL, "The profiling was interrupted", interrupted);
      }
      return found;
    }
  }

  private Part part(int from, int to, BitSet without) {
    List<ColumnContract> some = columns.subList(from, to);
    var builder = new ProfileBuilder(some.stream().map(FileProfile::column).toList());
    var refused = new BitSet();
    double[][] waiting = new double[some.size()][TOGETHER];
    int row = 0;
    int filled = 0;
    try (ParquetBlocks blocks = file.read(from, to)) {
      while (blocks.next() && !Thread.currentThread().isInterrupted()) {
        if (filled + ParquetBlocks.MOST_ROWS > TOGETHER) {
          count(builder, some, waiting, filled, row - filled, without, refused);
          filled = 0;
        }
        int rows = blocks.rows();
        for (int i = 0; i < some.size(); i++) {
          if (isText(some.get(i))) {
            addTexts(builder, i, some.get(i), kept(blocks.texts(i), row, without));
          } else {
            blocks.slots(i, waiting[i], filled);
          }
        }
        row += rows;
        filled += rows;
        tell((long) rows * some.size());
      }
    }
    count(builder, some, waiting, filled, row - filled, without, refused);
    return new Part(builder.build().columns(), refused);
  }

  private static boolean isText(ColumnContract column) {
    return column.type() == ColumnType.CATEGORY;
  }

  private static void count(
      ProfileBuilder builder,
      List<ColumnContract> columns,
      double[][] waiting,
      int filled,
      int firstRow,
      BitSet without,
      BitSet refused) {
    for (int i = 0; i < columns.size(); i++) {
      if (!isText(columns.get(i))) {
        note(waiting[i], filled, firstRow, refused);
        builder.addColumn(i, waiting[i], 0, keep(waiting[i], filled, firstRow, without));
      }
    }
  }

  private static void note(double[] slots, int count, int firstRow, BitSet refused) {
    for (int i = 0; i < count; i++) {
      if (Double.isInfinite(slots[i])) {
        refused.set(firstRow + i);
      }
    }
  }

  /** Moves the slots of the other rows to the front and says how many they are. */
  private static int keep(double[] slots, int count, int firstRow, BitSet without) {
    int next = without.nextSetBit(firstRow);
    if (next < 0 || next >= firstRow + count) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!without.get(firstRow + i)) {
        slots[kept++] = slots[i];
      }
    }
    return kept;
  }

  private static String[] kept(String[] texts, int firstRow, BitSet without) {
    if (without.isEmpty()) {
      return texts;
    }
    int kept = 0;
    for (int i = 0; i < texts.length; i++) {
      if (!without.get(firstRow + i)) {
        texts[kept++] = texts[i];
      }
    }
    return Arrays.copyOf(texts, kept);
  }

  private static void addTexts(
      ProfileBuilder builder, int place, ColumnContract column, String[] texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      counts.merge(text, 1, Integer::sum);
    }
    counts.forEach(
        (text, times) -> builder.addCategory(place, FileProfile.category(column, text), times));
  }

  private synchronized void tell(long values) {
    double share = (double) read.addAndGet(values) / Math.max(1, file.rows() * columns.size());
    progress.at(share, Math.round(share * file.rows()));
  }
}
