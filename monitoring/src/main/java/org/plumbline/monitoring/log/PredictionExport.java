package org.plumbline.monitoring.log;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.RowWriter;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WatchedVersions;

/**
 * Writes a span of the log to a file, with inputs in the words of their contract. Safe to share.
 */
public final class PredictionExport {
  private static final int TOLD_EVERY = 1_000;

  private final Transactions transactions;
  private final PredictionSearch search;
  private final PredictionScan scan;
  private final WatchedVersions versions;
  private final AuditTrail audit;

  public PredictionExport(
      Transactions transactions,
      PredictionSearch search,
      PredictionScan scan,
      WatchedVersions versions,
      AuditTrail audit) {
    this.transactions = transactions;
    this.search = search;
    this.scan = scan;
    this.versions = versions;
    this.audit = audit;
  }

  /** What is exported, and where to. */
  public record Order(ModelName model, Instant from, Instant until, Path file) {
    private double share(Instant at) {
      double span = Duration.between(from, until).toMillis();
      return span <= 0 ? 1 : Duration.between(from, at).toMillis() / span;
    }
  }

  /** Hears how far an export has come, as a share of the time it spans. */
  @FunctionalInterface
  public interface Progress {
    void at(double share, long rows);
  }

  /**
   * Writes the file whole or not at all, enters that in the audit trail, and returns how many
   * answers it holds.
   *
   * @throws PlumblineException INVALID_FIELD for a file of another kind than CSV, JSON lines or
   *     Parquet, NOT_FOUND when the model never answered
   */
  public long export(Order order, Actor by, Progress progress) {
    Map<VersionId, WatchedVersion> known = known(order.model());
    var columns = new ExportColumns(known.values());
    long[] rows = {0};
    try (RowWriter writer = RowWriter.create(order.file(), columns.header())) {
      scan.scan(
          order.model(),
          order.from(),
          order.until(),
          scanned -> {
            WatchedVersion version = known.get(scanned.answer().version());
            writer.write(columns.values(scanned, version));
            rows[0]++;
            if (rows[0] % TOLD_EVERY == 0) {
              progress.at(order.share(scanned.answer().predictedAt()), rows[0]);
            }
          });
      writer.commit();
    }
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(by, "predictions.exported", "model", order.model().value())
                    .after(
                        Map.of(
                            "from", order.from().toString(),
                            "until", order.until().toString(),
                            "predictions", Long.toString(rows[0])))));
    return rows[0];
  }

  private Map<VersionId, WatchedVersion> known(ModelName model) {
    Map<VersionId, WatchedVersion> known =
        search.versions(model).stream()
            .flatMap(id -> versions.find(id).stream())
            .collect(Collectors.toMap(WatchedVersion::id, version -> version));
    if (known.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.NOT_FOUND, "No version of " + model + " has answered yet")
          .with("model", model.value());
    }
    return known;
  }
}
