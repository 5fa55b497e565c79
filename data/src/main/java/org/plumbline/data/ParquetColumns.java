package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Writes a Parquet file, zstd, from blocks of columns: no row is ever an object, and memory holds a
 * few blocks. All or nothing, as {@link RowWriter}. For one thread.
 *
 * <p>Implementation note. DuckDB pulls: a thread of its own runs one COPY from a table function,
 * which takes the blocks from a short queue in their order. So nothing is stored twice, as it would
 * be in a table filled by an appender.
 */
public final class ParquetColumns implements AutoCloseable {
  private static final int AHEAD = 4;
  private static final long LOOK_MILLIS = 200;

  private final AtomicFile file;
  private final List<Out> columns;
  private final Connection connection;
  private final BlockingQueue<ColumnBlock> queue = new ArrayBlockingQueue<>(AHEAD);
  private final ColumnBlock end;
  private final Thread copier;
  private volatile @Nullable SQLException failure;
  private volatile boolean given;

  public ParquetColumns(Path target, List<Out> columns, int threads) {
    this.file = AtomicFile.at(target);
    this.columns = List.copyOf(columns);
    this.end = ColumnBlock.empty(columns);
    this.connection = DuckDb.open();
    boolean opened = false;
    try (var function = DuckDBFunctions.tableFunction()) {
      DuckDb.execute(connection, "SET threads = " + threads);
      DuckDb.execute(connection, "SET memory_limit = '384MB'");
      function.withName("plumbline_blocks").withFunction(new Blocks()).register(connection);
      opened = true;
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot write " + target, failed);
    } finally {
      if (!opened) {
        close(connection);
        file.close();
      }
    }
    this.copier = Thread.ofPlatform().name("parquet-writer").daemon().start(this::copy);
  }

  private void copy() {
    try {
      DuckDb.execute(
          connection,
          "COPY (SELECT * FROM plumbline_blocks()) TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(DuckDb.text(file.draft())));
    } catch (SQLException failed) {
      failure = failed;
    }
  }

  /**
   * Makes one file of several of the same columns, in their order.
   *
   * @throws PlumblineException STORE_FULL when it cannot be written
   */
  public static void join(List<Path> parts, Path target, int threads) {
    try (AtomicFile file = AtomicFile.at(target);
        Connection connection = DuckDb.open()) {
      DuckDb.execute(connection, "SET threads = " + threads);
      DuckDb.execute(connection, "SET memory_limit = '384MB'");
      DuckDb.execute(
          connection,
          "COPY (FROM read_parquet([%s])) TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(
                  parts.stream().map(DuckDb::text).collect(Collectors.joining(", ")),
                  DuckDb.text(file.draft())));
      file.commit();
    } catch (SQLException failed) {
      throw unwritable(target, failed);
    }
  }

  /** Adds a block; waits while the disk is slower than who gives. */
  public void write(ColumnBlock block) {
    if (block.rows() > 0) {
      put(block);
    }
  }

  private void put(ColumnBlock block) {
    try {
      while (!queue.offer(block, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (!copier.isAlive()) {
          throw failed();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw PlumblineException.of(ErrorCode.INTERNAL, "The writing was interrupted", interrupted);
    }
  }

  /** Makes the file appear under its name, complete and on the disk. */
  public void commit() {
    put(end);
    join();
    if (failure != null) {
      throw failed();
    }
    file.commit();
  }

  private PlumblineException failed() {
    SQLException cause = failure;
    return unwritable(file.draft(), cause == null ? new SQLException("it stopped") : cause);
  }

  private static PlumblineException unwritable(Path path, SQLException cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason");
    return PlumblineException.of(
        ErrorCode.STORE_FULL,
        "Cannot write " + path + ": " + reason + "; make room and run it again",
        cause);
  }

  private void join() {
    try {
      copier.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw PlumblineException.of(ErrorCode.INTERNAL, "The writing was interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    given = true;
    boolean interrupted = Thread.interrupted();
    while (copier.isAlive()) {
      try {
        copier.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    close(connection);
    file.close();
  }

  private void close(Connection open) {
    try {
      open.close();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot close " + file.draft(), failed);
    }
  }

  /** What DuckDB asks for rows. One thread at a time, so that their order stays. */
  private final class Blocks implements DuckDBTableFunction<String, String, String> {
    private @Nullable ColumnBlock block;
    private int from;

    @Override
    public String bind(DuckDBTableFunctionBindInfo info) {
      for (Out column : columns) {
        info.addResultColumn(column.name(), type(column.kind()));
      }
      return "";
    }

    @Override
    public String init(DuckDBTableFunctionInitInfo info) {
      info.setMaxThreads(1);
      return "";
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
        throws InterruptedException {
      ColumnBlock current = block;
      if (current == null || from == current.rows()) {
        current = next();
        block = current;
        from = 0;
      }
      int rows = (int) Math.min(chunk.capacity(), current.rows() - from);
      for (int c = 0; c < columns.size(); c++) {
        fill(chunk.vector(c), current.columns().get(c), from, rows);
      }
      from += rows;
      return rows;
    }

    private ColumnBlock next() throws InterruptedException {
      while (true) {
        ColumnBlock found = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (found != null) {
          return found;
        }
        if (given) {
          throw new InterruptedException("nobody writes any more");
        }
      }
    }

    private static DuckDBColumnType type(Kind kind) {
      return switch (kind) {
        case TEXT -> DuckDBColumnType.VARCHAR;
        case INTEGER -> DuckDBColumnType.BIGINT;
        case NUMBER -> DuckDBColumnType.DOUBLE;
        case BOOLEAN -> DuckDBColumnType.BOOLEAN;
      };
    }

    private static void fill(
        DuckDBWritableVector vector, ColumnBlock.Values values, int from, int rows) {
      switch (values) {
        case ColumnBlock.Integers(long[] all) -> {
          for (int r = 0; r < rows; r++) {
            vector.setLong(r, all[from + r]);
          }
        }
        case ColumnBlock.Numbers(double[] all) -> {
          for (int r = 0; r < rows; r++) {
            if (Double.isFinite(all[from + r])) {
              vector.setDouble(r, all[from + r]);
            } else {
              vector.setNull(r);
            }
          }
        }
        case ColumnBlock.Texts(@Nullable String[] all) -> {
          String[] texts = new String[rows];
          for (int r = 0; r < rows; r++) {
            texts[r] = Objects.requireNonNullElse(all[from + r], "");
          }
          vector.setStrings(0, texts);
          for (int r = 0; r < rows; r++) {
            if (all[from + r] == null) {
              vector.setNull(r);
            }
          }
        }
      }
    }
  }
}
