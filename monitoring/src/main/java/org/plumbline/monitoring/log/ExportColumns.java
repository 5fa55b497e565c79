package org.plumbline.monitoring.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.monitoring.LabelValues;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.WatchedVersion;

/**
 * The columns of an export: what was answered, then the features of all versions by name.
 *
 * <p>A feature that has another type in another version is text. Its column is named {@code
 * input.NAME}, so that none can be mistaken for a column of the answer.
 */
final class ExportColumns {
  private static final List<Out> ANSWER =
      List.of(
          new Out("id", Kind.TEXT),
          new Out("predicted_at", Kind.TEXT),
          new Out("model", Kind.TEXT),
          new Out("version", Kind.INTEGER),
          new Out("stage", Kind.TEXT),
          new Out("entity", Kind.TEXT),
          new Out("score", Kind.NUMBER),
          new Out("label", Kind.TEXT),
          new Out("label_observed_at", Kind.TEXT),
          new Out("reasons", Kind.TEXT),
          new Out("unknown_categories", Kind.TEXT));

  private final Map<String, Kind> inputs = new LinkedHashMap<>();

  ExportColumns(Collection<WatchedVersion> versions) {
    versions.stream()
        .sorted(Comparator.comparingInt(version -> version.id().number().value()))
        .flatMap(version -> version.contract().features().stream())
        .forEach(
            feature ->
                inputs.merge(
                    feature.name(), kind(feature), (one, other) -> one == other ? one : Kind.TEXT));
  }

  private static Kind kind(ColumnContract feature) {
    return switch (feature.type()) {
      case NUMBER -> Kind.NUMBER;
      case INTEGER -> Kind.INTEGER;
      case BOOLEAN -> Kind.BOOLEAN;
      case DATE, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER -> Kind.TEXT;
    };
  }

  List<Out> header() {
    List<Out> header = new ArrayList<>(ANSWER);
    inputs.forEach((name, kind) -> header.add(new Out("input." + name, kind)));
    return header;
  }

  /**
   * One line.
   *
   * @param version what answered; null when it cannot be read any more, which leaves its inputs
   *     empty
   */
  List<@Nullable Object> values(PredictionScan.Scanned scanned, @Nullable WatchedVersion version) {
    LoggedPrediction answer = scanned.answer();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(answer.id().toString());
    values.add(answer.predictedAt().toString());
    values.add(answer.version().model().value());
    values.add(answer.version().number().value());
    values.add(answer.stage() == null ? null : answer.stage().name());
    values.add(answer.entity());
    values.add(answer.score());
    Double label = scanned.label();
    values.add(label == null ? null : LabelValues.text(label, version));
    values.add(
        scanned.labelObservedAt() == null ? null : String.valueOf(scanned.labelObservedAt()));
    values.add(
        answer.reasons().stream()
            .map(reason -> reason.feature() + "=" + reason.contribution())
            .collect(Collectors.joining("; ")));
    values.add(String.join("; ", answer.unknownCategories()));
    Map<String, @Nullable Object> features =
        version == null ? Map.of() : features(version, answer.slots());
    inputs.keySet().forEach(name -> values.add(features.get(name)));
    return values;
  }

  private Map<String, @Nullable Object> features(WatchedVersion version, double[] slots) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<ColumnContract> features = version.contract().features();
    for (int i = 0; i < features.size(); i++) {
      ColumnContract feature = features.get(i);
      values.put(feature.name(), value(feature, slots[i], inputs.get(feature.name())));
    }
    return values;
  }

  private static @Nullable Object value(
      ColumnContract feature, double slot, @Nullable Kind column) {
    boolean missing = Double.isNaN(slot);
    if (missing || column == null) {
      return null;
    }
    return switch (column) {
      case NUMBER -> slot;
      case INTEGER -> (long) slot;
      case BOOLEAN -> slot != 0;
      case TEXT -> {
        String text = Column.text(feature.type(), feature.categories(), slot);
        yield text.equals("?") && slot < 0 ? null : text;
      }
    };
  }
}
