package org.plumbline.deployment.batch;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionLog;
import org.plumbline.monitoring.Predictions;

/**
 * Writes the answers of files into the prediction log, each once, at a rate that leaves the log to
 * those who wait for an answer. Safe to share.
 */
public final class AnswerLog {
  private static final int ROWS_AT_ONCE = 1_000;
  private static final int TRIES = 20;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final PredictionLog log;
  private final Predictions predictions;
  private final long nanosPerRow;

  /**
   * Over the log of a server.
   *
   * @param rowsPerSecond at most so many are written
   */
  public AnswerLog(PredictionLog log, Predictions predictions, int rowsPerSecond) {
    require(rowsPerSecond > 0, "rowsPerSecond %s must be positive", rowsPerSecond);
    this.log = log;
    this.predictions = predictions;
    this.nanosPerRow = 1_000_000_000L / rowsPerSecond;
  }

  /**
   * Returns when the rows are in the log; those that are there already stay as they are.
   *
   * @throws PlumblineException STORE_UNAVAILABLE or STORE_FULL when the log stays away
   */
  void append(List<LoggedPrediction> rows) {
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      long begun = System.nanoTime();
      List<LoggedPrediction> some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
      write(some);
      rest(Duration.ofNanos(some.size() * nanosPerRow - (System.nanoTime() - begun)));
    }
  }

  private void write(List<LoggedPrediction> rows) {
    for (int tried = 1; ; tried++) {
      try {
        var _ = log.append(rows).toCompletableFuture().join();
        return;
      } catch (CompletionException failure) {
        if (!(failure.getCause() instanceof PlumblineException refused)) {
          throw failure;
        }
        if (refused.code() == ErrorCode.CONFLICT) {
          writeMissing(rows);
          return;
        }
        if (refused.code() != ErrorCode.STORE_UNAVAILABLE || tried == TRIES) {
          throw refused;
        }
        rest(BETWEEN_TRIES);
      }
    }
  }

  /** After a kill some of the rows behind the last checkpoint are in the log. */
  private void writeMissing(List<LoggedPrediction> rows) {
    List<LoggedPrediction> missing =
        rows.stream().filter(row -> predictions.find(row.id()).isEmpty()).toList();
    if (missing.size() == rows.size()) {
      throw PlumblineException.of(
          ErrorCode.CONFLICT, "The prediction log refuses rows that it does not hold");
    }
    if (!missing.isEmpty()) {
      write(missing);
    }
  }

  private static void rest(Duration pause) {
    if (!pause.isPositive()) {
      return;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE, "The writing of answers was interrupted", interrupted);
    }
  }
}
