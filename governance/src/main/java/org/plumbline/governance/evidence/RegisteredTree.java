package org.plumbline.governance.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnQuality;
import org.plumbline.data.QualityReport;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.Version;
import org.plumbline.registry.VersionSignature;
import org.plumbline.stats.Interval;
import org.plumbline.training.Provenance;
import org.plumbline.training.Scorecard;

/** What the registry keeps of a version, as parts of a dossier. */
final class RegisteredTree {
  private RegisteredTree() {}

  static Map<String, Object> model(ModelCard card) {
    var told = new LinkedHashMap<String, Object>();
    told.put("name", card.model().value());
    told.put("owner", card.owner());
    told.put("tier", card.facts().tier().wireName());
    told.put("description", card.description());
    told.put("intendedUse", card.intendedUse());
    told.put("limits", card.facts().limits());
    told.put("label", card.label());
    Tree.put(told, "positive", card.positive());
    told.put("createdAt", card.createdAt().toString());
    return told;
  }

  static Map<String, Object> version(Version version) {
    var told = new LinkedHashMap<String, Object>();
    told.put("number", version.id().number().value());
    told.put("task", version.task().name());
    told.put("learner", version.learner());
    told.put("author", version.author());
    told.put("createdAt", version.createdAt().toString());
    told.put("contentHash", version.contentHash().hex());
    VersionSignature signature = version.line().signature();
    if (signature != null) {
      told.put("signature", Tree.ordered("keyId", signature.keyId(), "value", signature.value()));
    }
    return told;
  }

  static Map<String, Object> data(Version version) {
    Provenance made = version.provenance();
    QualityReport quality = version.quality();
    var told = new LinkedHashMap<String, Object>();
    told.put("name", made.dataName());
    told.put("sha256", made.dataHash());
    told.put("rows", made.rows());
    told.put("quarantined", made.quarantined());
    told.put("reasons", new LinkedHashMap<>(quality.reasons()));
    told.put("warnings", quality.warnings());
    var found = new LinkedHashMap<String, ColumnQuality>();
    quality.columns().forEach(column -> found.put(column.name(), column));
    told.put(
        "columns",
        version.contract().columns().stream()
            .map(column -> column(column, found.get(column.name())))
            .toList());
    return told;
  }

  private static Map<String, Object> column(
      ColumnContract column, @Nullable ColumnQuality quality) {
    var told = new LinkedHashMap<String, Object>();
    told.put("name", column.name());
    told.put("type", column.type().name());
    told.put("role", column.role().name());
    told.put("required", column.required());
    told.put("description", column.description());
    column.min().ifPresent(number -> Tree.finite(told, "min", number));
    column.max().ifPresent(number -> Tree.finite(told, "max", number));
    if (quality != null) {
      Tree.finite(told, "missingRate", quality.missingRate());
    }
    return told;
  }

  static Map<String, Object> training(Version version) {
    Provenance made = version.provenance();
    var told = new LinkedHashMap<String, Object>();
    told.put("trainedAt", made.trainedAt().toString());
    told.put("durationMillis", made.durationMillis());
    told.put("seed", made.seed());
    told.put("settings", made.settings());
    told.put("libraries", made.libraries());
    told.put("jdk", made.jdk());
    told.put("os", made.os());
    told.put("cpu", made.cpu());
    return told;
  }

  static Map<String, Object> scorecard(Scorecard card) {
    var told = new LinkedHashMap<String, Object>();
    told.put("primaryMetric", card.primaryMetric());
    Scorecard.Split split = card.split();
    told.put(
        "split",
        Tree.ordered(
            "kind", split.kind(),
            "trainRows", split.trainRows(),
            "testRows", split.testRows(),
            "detail", split.detail()));
    Tree.put(told, "threshold", card.threshold());
    told.put("metrics", intervals(card.metrics()));
    told.put(
        "baseline",
        Tree.ordered(
            "learner", card.baseline().learner(), "metrics", intervals(card.baseline().metrics())));
    told.put(
        "candidates",
        card.candidates().stream()
            .map(
                candidate ->
                    Tree.ordered(
                        "learner", candidate.learner(),
                        "champion", candidate.champion(),
                        "metrics", intervals(candidate.metrics())))
            .toList());
    told.put(
        "segments",
        card.segments().stream()
            .map(
                segment ->
                    Tree.ordered(
                        "column", segment.column(),
                        "value", segment.value(),
                        "rows", segment.rows(),
                        "metrics", intervals(segment.metrics())))
            .toList());
    Scorecard.Calibrated calibrated = card.calibrated();
    if (calibrated != null) {
      var how = new LinkedHashMap<String, Object>();
      how.put("method", calibrated.method());
      how.put("rows", calibrated.rows());
      Tree.finite(how, "eceBefore", calibrated.eceBefore());
      Tree.finite(how, "eceAfter", calibrated.eceAfter());
      told.put("calibration", how);
    }
    told.put(
        "importance",
        card.importance().stream()
            .filter(one -> Double.isFinite(one.importance()))
            .map(one -> Tree.ordered("feature", one.feature(), "importance", one.importance()))
            .toList());
    return told;
  }

  private static Map<String, Object> intervals(Map<String, Interval> metrics) {
    var told = new LinkedHashMap<String, Object>();
    metrics.forEach(
        (name, interval) -> {
          if (Double.isFinite(interval.value())) {
            Map<String, Object> ends = Tree.ordered("value", interval.value());
            Tree.finite(ends, "low", interval.low());
            Tree.finite(ends, "high", interval.high());
            told.put(name, ends);
          }
        });
    return told;
  }
}
