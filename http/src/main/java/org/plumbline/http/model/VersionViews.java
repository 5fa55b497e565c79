package org.plumbline.http.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Sunset;
import org.plumbline.registry.Tag;
import org.plumbline.registry.Version;
import org.plumbline.registry.VersionComparison;
import org.plumbline.registry.VersionLine;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.Provenance;
import org.plumbline.training.Scorecard;

/** Versions in the words of the contract; the parts keep the names that training gave them. */
final class VersionViews {
  private static final int EXAMPLES = 5;

  private VersionViews() {}

  record Page(List<Line> items, @Nullable String next) {}

  record Line(
      int version,
      Instant createdAt,
      String author,
      String learner,
      @Nullable Stage stage,
      Verdict verdict,
      String contentHash,
      Map<String, Interval> metrics,
      List<Tag> tags,
      ModelViews.@Nullable SunsetView sunset) {
    static Line of(
        VersionLine line,
        @Nullable Stage stage,
        @Nullable Evaluation evaluation,
        @Nullable List<Tag> tags,
        @Nullable Sunset sunset) {
      return new Line(
          line.id().number().value(),
          line.createdAt(),
          line.author(),
          line.learner(),
          stage,
          evaluation == null ? Verdict.UNEVALUATED : evaluation.verdict(),
          line.contentHash().hex(),
          line.metrics(),
          tags == null ? List.of() : tags,
          sunset == null ? null : ModelViews.SunsetView.of(sunset));
    }
  }

  record Detail(
      String model,
      int version,
      Instant createdAt,
      String author,
      Task task,
      String learner,
      @Nullable Stage stage,
      String contentHash,
      ContractView contract,
      Scorecard scorecard,
      List<Scorecard.Importance> importance,
      Provenance provenance,
      @Nullable EvaluationView evaluation,
      List<GoldenRow> examples) {
    static Detail of(
        Version version,
        @Nullable Stage stage,
        @Nullable Evaluation evaluation,
        List<GoldenRow> golden) {
      return new Detail(
          version.id().model().value(),
          version.id().number().value(),
          version.createdAt(),
          version.author(),
          version.task(),
          version.learner(),
          stage,
          version.contentHash().hex(),
          ContractView.of(version.contract()),
          version.scorecard(),
          version.scorecard().importance(),
          version.provenance(),
          evaluation == null ? null : EvaluationView.of(evaluation),
          golden.subList(0, Math.min(EXAMPLES, golden.size())));
    }
  }

  record ContractView(List<ColumnView> columns) {
    static ContractView of(Contract contract) {
      return new ContractView(contract.columns().stream().map(ColumnView::of).toList());
    }
  }

  record ColumnView(
      String name,
      ColumnType type,
      Role role,
      boolean required,
      @Nullable Double min,
      @Nullable Double max,
      List<String> categories,
      String description) {
    static ColumnView of(ColumnContract column) {
      return new ColumnView(
          column.name(),
          column.type(),
          column.role(),
          column.required(),
          orNull(column.min()),
          orNull(column.max()),
          column.categories(),
          column.description());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
      return value.isPresent() ? value.getAsDouble() : null;
    }
  }

  record Comparison(
      List<Integer> versions,
      List<VersionComparison.Row<String>> parameters,
      List<VersionComparison.Row<Interval>> metrics,
      List<VersionComparison.Row<Double>> features,
      List<VersionComparison.Row<ColumnView>> contract,
      List<VersionComparison.Curves> curves) {
    static Comparison of(VersionComparison comparison) {
      return new Comparison(
          comparison.versions().stream().map(VersionNumber::value).toList(),
          comparison.parameters(),
          comparison.metrics(),
          comparison.features(),
          comparison.contract().stream().map(Comparison::shown).toList(),
          comparison.curves());
    }

    private static VersionComparison.Row<ColumnView> shown(
        VersionComparison.Row<ColumnContract> row) {
      var values = new ArrayList<@Nullable ColumnView>();
      row.values().forEach(value -> values.add(value == null ? null : ColumnView.of(value)));
      return new VersionComparison.Row<>(row.name(), row.differs(), values);
    }
  }

  record EvaluationView(String policy, Verdict verdict, List<String> reasons, Instant at) {
    static EvaluationView of(Evaluation evaluation) {
      return new EvaluationView(
          evaluation.policy(), evaluation.verdict(), evaluation.reasons(), evaluation.at());
    }
  }
}
