package org.plumbline.monitoring.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LabelValues;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.Predictions;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WatchedVersions;

/**
 * Reads the log for people.
 *
 * <p>A list shows whom an answer is about, its score and its reasons; the inputs are shown one
 * answer at a time, and each look at them is entered in the audit trail. Safe to share.
 */
public final class PredictionReader {
  private final Transactions transactions;
  private final Predictions predictions;
  private final PredictionSearch search;
  private final WatchedVersions versions;
  private final AuditTrail audit;

  public PredictionReader(
      Transactions transactions,
      Predictions predictions,
      PredictionSearch search,
      WatchedVersions versions,
      AuditTrail audit) {
    this.transactions = transactions;
    this.predictions = predictions;
    this.search = search;
    this.versions = versions;
    this.audit = audit;
  }

  /** A page of answers; a page may hold fewer than asked for and still have a next one. */
  public PredictionPage search(PredictionQuery query) {
    PredictionSearch.Found found = search.search(query, wanted(query));
    return new PredictionPage(found.hits().stream().map(this::line).toList(), found.next());
  }

  /** Classes have an index of their own in each version, so a label's name is told version-wise. */
  private Map<VersionId, Double> wanted(PredictionQuery query) {
    Map<VersionId, Double> wanted = new LinkedHashMap<>();
    for (VersionId id : search.versions(query.model())) {
      if (query.version() != null && query.version() != id.number().value()) {
        continue;
      }
      if (query.label() instanceof PredictionQuery.Labelled.Value(String text)) {
        versions
            .find(id)
            .map(version -> LabelValues.parse(text, version))
            .filter(OptionalDouble::isPresent)
            .ifPresent(value -> wanted.put(id, value.getAsDouble()));
      } else {
        wanted.put(id, Double.NaN);
      }
    }
    return wanted;
  }

  private PredictionPage.Line line(PredictionHit hit) {
    Double label = hit.label();
    return new PredictionPage.Line(
        hit.id(),
        hit.predictedAt(),
        hit.version().number().value(),
        hit.stage(),
        hit.entity(),
        hit.score(),
        hit.reasons(),
        label == null ? null : text(hit.version(), label));
  }

  private String text(VersionId version, double label) {
    return LabelValues.text(label, versions.find(version).orElse(null));
  }

  /**
   * One answer with its inputs, which leaves an entry in the audit trail.
   *
   * @throws PlumblineException NOT_FOUND when the model gave no such answer or its version is gone;
   *     TAMPERED when the version cannot be read unchanged
   */
  public ReadPrediction read(ModelName model, UUID id, Actor by) {
    LoggedPrediction logged =
        predictions
            .find(id)
            .filter(found -> found.version().model().equals(model))
            .orElseThrow(() -> unknown(model, id));
    WatchedVersion version = versions.load(logged.version());
    var read =
        new ReadPrediction(
            id,
            model.value(),
            logged.version().number().value(),
            logged.predictedAt(),
            logged.stage(),
            logged.entity(),
            logged.score(),
            logged.safeguard(),
            Double.isNaN(logged.threshold()) ? null : logged.threshold(),
            inputs(version, logged),
            logged.reasons().stream()
                .map(r -> new ReadPrediction.ReadReason(r.feature(), r.contribution()))
                .toList(),
            search.labels(id).stream().map(label -> label(label, version)).toList());
    transactions.run(
        tx -> audit.append(tx, AuditEvent.of(by, "prediction.read", "prediction", id.toString())));
    return read;
  }

  static PlumblineException unknown(ModelName model, UUID id) {
    return PlumblineException.of(
            ErrorCode.NOT_FOUND,
            "There is no prediction %s of %s in the log; retention may have dropped it"
                .formatted(id, model))
        .with("prediction", id);
  }

  private static List<ReadPrediction.ReadInput> inputs(
      WatchedVersion version, LoggedPrediction logged) {
    List<ColumnContract> features = version.contract().features();
    var inputs = new ArrayList<ReadPrediction.ReadInput>(features.size());
    for (int i = 0; i < features.size(); i++) {
      ColumnContract feature = features.get(i);
      double slot = logged.slots()[i];
      boolean unknown = logged.unknownCategories().contains(feature.name());
      inputs.add(
          new ReadPrediction.ReadInput(
              feature.name(),
              feature.type().name().toLowerCase(Locale.ROOT),
              unknown ? null : written(feature, slot),
              unknown));
    }
    return inputs;
  }

  private static @Nullable String written(ColumnContract feature, double slot) {
    return Double.isNaN(slot) ? null : Column.text(feature.type(), feature.categories(), slot);
  }

  private static ReadPrediction.ReadLabel label(
      PredictionSearch.KnownLabel label, WatchedVersion version) {
    return new ReadPrediction.ReadLabel(
        LabelValues.text(label.value(), version),
        label.observedAt(),
        label.receivedAt(),
        label.replacedAt());
  }
}
