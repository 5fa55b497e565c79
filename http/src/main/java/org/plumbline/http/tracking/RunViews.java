package org.plumbline.http.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.MetricSeries;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunComparison;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunTags;

/** Runs in the words of the contract. */
final class RunViews {
  private RunViews() {}

  record Page(List<Line> items, @Nullable String next) {}

  /** A run as lists show it. */
  record Line(
      String id,
      String experiment,
      String name,
      String status,
      String author,
      Instant startedAt,
      @Nullable Instant endedAt,
      String lifecycle,
      @Nullable String parent,
      @Nullable VersionLink version,
      SortedMap<String, String> params,
      SortedMap<String, String> tags,
      Map<String, Point> metrics) {
    static Line of(Run run) {
      RunInfo info = run.info();
      Map<String, Point> metrics = new LinkedHashMap<>();
      run.metrics().forEach((key, point) -> metrics.put(key, Point.of(point)));
      return new Line(
          info.id().hex(),
          info.experiment().toString(),
          info.name(),
          info.status().name().toLowerCase(Locale.ROOT),
          info.author(),
          info.startedAt(),
          info.endedAt(),
          info.lifecycle().name().toLowerCase(Locale.ROOT),
          run.parent().map(RunId::hex).orElse(null),
          VersionLink.of(run.tags()),
          run.params(),
          run.tags(),
          metrics);
    }
  }

  /** The version that came of a run. */
  record VersionLink(String model, int version) {
    static @Nullable VersionLink of(Map<String, String> tags) {
      String model = tags.get(RunTags.MODEL);
      String version = tags.get(RunTags.VERSION);
      return model == null || version == null || !version.matches("[1-9][0-9]{0,8}")
          ? null
          : new VersionLink(model, Integer.parseInt(version));
    }
  }

  record Detail(Line run, String artifactUri, List<Input> inputs, List<Artifact> artifacts) {
    static Detail of(Run run, List<RunArtifact> artifacts) {
      return new Detail(
          Line.of(run),
          run.info().artifactUri(),
          run.inputs().stream().map(Input::of).toList(),
          artifacts.stream().map(Artifact::of).toList());
    }
  }

  /**
   * A value of a metric.
   *
   * @param value null where it is not finite, which {@code special} then says
   */
  record Point(
      @Nullable Double value,
      @Nullable String special,
      @Nullable Double low,
      @Nullable Double high,
      long step,
      Instant at) {
    static Point of(MetricPoint point) {
      boolean finite = Double.isFinite(point.value());
      MetricPoint.Bounds bounds = point.bounds();
      return new Point(
          finite ? point.value() : null,
          finite ? null : Double.toString(point.value()),
          bounds == null ? null : bounds.low(),
          bounds == null ? null : bounds.high(),
          point.step(),
          point.at());
    }
  }

  record Input(
      String name,
      String digest,
      String sourceType,
      String source,
      @Nullable String context,
      SortedMap<String, String> tags) {
    static Input of(RunInput input) {
      return new Input(
          input.name(),
          input.digest(),
          input.sourceType(),
          input.source(),
          input.tags().get(RunInput.CONTEXT_TAG),
          input.tags());
    }
  }

  record Artifact(String path, String hash, long bytes, Instant at) {
    static Artifact of(RunArtifact artifact) {
      return new Artifact(artifact.path(), artifact.hash().hex(), artifact.bytes(), artifact.at());
    }
  }

  /** A metric's history. */
  record History(String key, List<Point> items, long total, @Nullable String thinnedBy) {
    static History of(MetricSeries series) {
      return new History(
          series.key(),
          series.points().stream().map(Point::of).toList(),
          series.total(),
          series.thinned() ? MetricSeries.METHOD : null);
    }
  }

  record Comparison(
      List<Line> runs, List<TextRow> params, List<MetricRow> metrics, List<TextRow> tags) {
    static Comparison of(RunComparison comparison) {
      return new Comparison(
          comparison.runs().stream().map(Line::of).toList(),
          comparison.params().stream().map(TextRow::of).toList(),
          comparison.metrics().stream().map(MetricRow::of).toList(),
          comparison.tags().stream().map(TextRow::of).toList());
    }
  }

  record TextRow(String key, boolean differs, List<@Nullable String> values) {
    static TextRow of(RunComparison.Row<String> row) {
      return new TextRow(row.key(), row.differs(), row.values());
    }
  }

  record MetricRow(String key, boolean differs, List<@Nullable Point> values) {
    static MetricRow of(RunComparison.Row<MetricPoint> row) {
      List<@Nullable Point> values = new ArrayList<>();
      for (MetricPoint point : row.values()) {
        values.add(point == null ? null : Point.of(point));
      }
      return new MetricRow(row.key(), row.differs(), values);
    }
  }
}
