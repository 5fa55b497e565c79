package org.plumbline.store.monitoring;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.WindowStore.Feed;
import org.plumbline.monitoring.WindowStore.Row;
import org.plumbline.store.Database;

/**
 * Reads what the windows have not been fed, by the transactions that wrote it. For one thread at a
 * time.
 *
 * <p>By binary COPY: a statement's rows come as text, and reading thirty doubles of each out of
 * hexadecimal digits cost more than profiling them.
 */
final class FedRows {
  private final VersionKeys keys;

  FedRows(Database database) {
    this.keys = new VersionKeys(database);
  }

  /*
   * Every transaction below the snapshot's xmin has ended, so its rows are all visible or never will
   * be. The rows of one transaction are taken together: the limit is moved to its end.
   */
  Feed next(Handle handle, int limit) {
    long complete =
        handle
            .createQuery("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            .mapTo(Long.class)
            .one();
    List<Tuple> found = new ArrayList<>();
    var rows =
        portion(
            handle,
            "tx",
            complete,
            "select tx from prediction where %s order by tx offset " + (limit - 1) + " limit 1");
    copy(
        handle,
        "select version_key, predicted_at, score, slots, detail from prediction where "
            + rows.where(),
        tuple -> row(tuple, found));
    var blocks =
        portion(
            handle,
            "block_tx",
            complete,
            "select tx from (select tx, sum(rows) over (order by tx) as total"
                + " from prediction_block where %s) b where total >= "
                + limit
                + " order by tx limit 1");
    copy(
        handle,
        "select version_key, predicted_at, scores, width, slots from prediction_block where "
            + blocks.where(),
        tuple -> block(tuple, found));
    return new Feed(
        found.stream().map(tuple -> tuple.row(keys.version(handle, tuple.version()))).toList(),
        rows.upTo(),
        blocks.upTo(),
        rows.isCut() || blocks.isCut());
  }

  /** A row as it is copied: the connection can name its version only when the copy has ended. */
  private record Tuple(
      int version, Instant at, double score, double[] slots, @Nullable String reason) {
    Row row(VersionId named) {
      return new Row(named, at, score, slots, reason);
    }
  }

  /**
   * Transactions that are taken together.
   *
   * @param isCut whether complete ones are left for the next time
   */
  private record Portion(long from, long upTo, boolean isCut) {
    String where() {
      return "tx >= '%d'::xid8 and tx < '%d'::xid8".formatted(from, upTo);
    }
  }

  private static Portion portion(Handle handle, String watermark, long complete, String lastOf) {
    long fed =
        handle
            .createQuery("select " + watermark + "::text::bigint from window_watermark")
            .mapTo(Long.class)
            .one();
    if (fed >= complete) {
      return new Portion(fed, fed, false);
    }
    OptionalLong last =
        handle
            .createQuery(
                lastOf
                    .formatted(new Portion(fed, complete, false).where())
                    .replaceFirst("select tx", "select tx::text::bigint"))
            .mapTo(Long.class)
            .findOne()
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    return last.isPresent()
        ? new Portion(fed, last.getAsLong() + 1, true)
        : new Portion(fed, complete, false);
  }

  private static void copy(Handle handle, String select, CopiedTuples.Reader reader) {
    try {
      CopiedTuples.read(handle.getConnection(), select, reader);
    } catch (SQLException failure) {
      throw new IllegalStateException("the log could not be copied out", failure);
    }
  }

  private static void row(ByteBuffer tuple, List<Tuple> found) {
    int version = CopiedTuples.integer(tuple);
    Instant at = CopiedTuples.instant(tuple);
    double score = CopiedTuples.number(tuple);
    double[] slots = new double[tuple.getInt() / Double.BYTES];
    CopiedTuples.numbers(tuple, slots);
    found.add(new Tuple(version, at, score, slots, firstReason(tuple)));
  }

  private static @Nullable String firstReason(ByteBuffer tuple) {
    int length = tuple.getInt();
    if (length < 0) {
      return null;
    }
    byte[] detail = new byte[length];
    tuple.get(detail);
    return Packed.firstReason(detail);
  }

  private static void block(ByteBuffer tuple, List<Tuple> found) {
    int version = CopiedTuples.integer(tuple);
    Instant at = CopiedTuples.instant(tuple);
    double[] scores = CopiedTuples.numberArray(tuple);
    int width = CopiedTuples.integer(tuple) / Double.BYTES;
    tuple.getInt();
    for (double score : scores) {
      double[] slots = new double[width];
      CopiedTuples.numbers(tuple, slots);
      found.add(new Tuple(version, at, score, slots, null));
    }
  }
}
