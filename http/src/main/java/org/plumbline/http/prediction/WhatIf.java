package org.plumbline.http.prediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.explain.Counterfactual;
import org.plumbline.scoring.explain.Counterfactuals;
import org.plumbline.scoring.explain.Freedom;
import org.plumbline.scoring.explain.Spread;
import org.plumbline.scoring.explain.Target;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.TableProfile;

/** Searches the nearest rows with another answer, in the words of the contract. */
final class WhatIf {
  private static final int QUANTILES = 33;

  private WhatIf() {}

  /**
   * How far one feature may change; each part may be absent.
   *
   * @param min smallest value that may be proposed, for numbers
   * @param max largest value that may be proposed, for numbers
   */
  record Bounds(Freedom.@Nullable Direction direction, @Nullable Double min, @Nullable Double max) {
    Freedom freedom() {
      return Freedom.towards(direction == null ? Freedom.Direction.BOTH : direction)
          .within(
              min == null ? Double.NEGATIVE_INFINITY : min,
              max == null ? Double.POSITIVE_INFINITY : max);
    }
  }

  /**
   * A feature before and after, as people read it and, for another request, as JSON.
   *
   * @param value what a row of a request would hold
   */
  record Change(String feature, String from, String to, Object value) {}

  record Way(double score, double distance, List<Change> changes) {}

  record Answer(String model, int version, double score, boolean met, List<Way> ways) {}

  /** What is asked beside the row: the side of a threshold, and how many ways and changes. */
  record Question(Target target, int ways, int changes, Map<String, Bounds> features) {}

  static Answer answer(
      ServingVersion version, TableProfile reference, double[] row, Question question) {
    List<Input> inputs = version.model().inputs();
    var search =
        new Counterfactuals(
            inputs,
            spreads(version, reference),
            freedoms(inputs, question.features()),
            question.changes());
    var scratch = new Scratch();
    double score = version.model().score(row, scratch);
    List<Counterfactual> found =
        search.find(
            changed -> version.model().score(changed, scratch),
            row,
            question.target(),
            question.ways());
    return new Answer(
        version.id().model().value(),
        version.id().number().value(),
        score,
        question.target().isMetBy(score),
        found.stream().map(way -> way(version, way)).toList());
  }

  private static List<Spread> spreads(ServingVersion version, TableProfile reference) {
    List<Input> inputs = version.model().inputs();
    List<ColumnContract> features = version.contract().features();
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> spread(inputs.get(i), features.get(i), reference))
        .toList();
  }

  /** Without a profile of the input only the ends of a given range can be proposed. */
  private static Spread spread(Input input, ColumnContract feature, TableProfile reference) {
    if (input.kind() == Input.Kind.CATEGORICAL) {
      int categories = input.categories().size();
      return new Spread(IntStream.range(0, categories).asDoubleStream().toArray(), 1, true);
    }
    boolean whole =
        switch (feature.type()) {
          case INTEGER, BOOLEAN, DATE -> true;
          case NUMBER, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER -> false;
        };
    ColumnProfile column = reference.column(input.name()).orElse(null);
    if (!(column instanceof NumericProfile profile) || profile.finite() == 0) {
      return Spread.ofQuantiles(whole);
    }
    return Spread.ofQuantiles(
        whole,
        IntStream.range(0, QUANTILES)
            .mapToDouble(i -> profile.quantile((double) i / (QUANTILES - 1)))
            .toArray());
  }

  private static List<Freedom> freedoms(List<Input> inputs, Map<String, Bounds> features) {
    Map<String, Bounds> left = new LinkedHashMap<>(features);
    var freedoms = new ArrayList<Freedom>(inputs.size());
    for (Input input : inputs) {
      Bounds bounds = left.remove(input.name());
      freedoms.add(bounds == null ? Freedom.free() : freedom(input, bounds));
    }
    if (!left.isEmpty()) {
      String unknown = left.keySet().iterator().next();
      throw PlumblineException.of(
              ErrorCode.UNKNOWN_FIELD,
              "'features' names '%s', which the model does not read".formatted(unknown))
          .with("field", unknown);
    }
    return freedoms;
  }

  private static Freedom freedom(Input input, Bounds bounds) {
    try {
      return bounds.freedom();
    } catch (IllegalArgumentException empty) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "'%s': %s".formatted(input.name(), empty.getMessage()))
          .with("field", input.name());
    }
  }

  private static Way way(ServingVersion version, Counterfactual found) {
    List<ColumnContract> features = version.contract().features();
    return new Way(
        found.score(),
        found.distance(),
        found.changes().stream().map(c -> change(features.get(c.input()), c)).toList());
  }

  private static Change change(ColumnContract feature, Counterfactual.Change change) {
    String to = text(feature, change.to());
    Object value =
        switch (feature.type()) {
          case NUMBER -> change.to();
          case INTEGER -> (long) change.to();
          case BOOLEAN -> change.to() != 0;
          case DATE, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER -> to;
        };
    return new Change(feature.name(), text(feature, change.from()), to, value);
  }

  private static String text(ColumnContract feature, double slot) {
    return Column.text(feature.type(), feature.categories(), slot);
  }
}
