package org.plumbline.deployment.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.ParquetColumns;
import org.plumbline.data.RowWriter.Out;

/**
 * Parquet cannot grow, so each checkpoint closes one part; they are joined at the end. What is
 * written between two checkpoints is all that a kill can cost.
 */
final class ParquetOutput implements RowOutput {
  private final Path target;
  private final List<Out> columns;
  private final int threads;
  private @Nullable ParquetColumns open;
  private long parts;

  /**
   * @param parts whole parts that exist
   */
  ParquetOutput(Path target, List<Out> columns, long parts, int threads) {
    this.target = target;
    this.columns = columns;
    this.parts = parts;
    this.threads = threads;
  }

  static Path part(Path target, long number) {
    return target.resolveSibling(target.getFileName() + ".part-" + number + ".parquet");
  }

  @Override
  public Runnable prepare(ColumnBlock block) {
    return () -> part().write(block);
  }

  private ParquetColumns part() {
    ParquetColumns writing = open;
    if (writing == null) {
      writing = new ParquetColumns(part(target, parts), columns, threads);
      open = writing;
    }
    return writing;
  }

  @Override
  public long save() {
    ParquetColumns writing = open;
    if (writing != null) {
      writing.commit();
      writing.close();
      open = null;
      parts++;
    }
    return parts;
  }

  @Override
  public void finish() {
    if (save() == 0) {
      // A file without rows still has columns.
      part();
      save();
    }
    List<Path> whole = new ArrayList<>(LongStream.range(0, parts).mapToObj(this::part).toList());
    try {
      if (whole.size() == 1) {
        PartialFile.replace(whole.getFirst(), target);
        return;
      }
      ParquetColumns.join(whole, target, threads);
      for (Path part : whole) {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw PartialFile.failed(target, failure);
    }
  }

  private Path part(long number) {
    return part(target, number);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
  }
}
