package org.plumbline.registry;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.stats.Interval;
import org.plumbline.training.RankCurves;
import org.plumbline.training.Scorecard;

/**
 * Versions beside each other, value by value; each row holds one value a version, in their order,
 * null where a version has none.
 *
 * @param parameters settings of the champion learners, those that differ first
 * @param metrics by name; the primary metric of the first version comes first
 * @param features importance by column, the most important of the first version first
 * @param contract columns whose contract is not the same everywhere
 * @param curves what is drawn of each version, in their order
 */
public record VersionComparison(
    List<VersionNumber> versions,
    List<Row<String>> parameters,
    List<Row<Interval>> metrics,
    List<Row<Double>> features,
    List<Row<ColumnContract>> contract,
    List<Curves> curves) {
  /** The most versions that are compared at once. */
  public static final int MOST = 20;

  public VersionComparison {
    versions = List.copyOf(versions);
    parameters = List.copyOf(parameters);
    metrics = List.copyOf(metrics);
    features = List.copyOf(features);
    contract = List.copyOf(contract);
    curves = List.copyOf(curves);
  }

  /** The curves of a version's test rows; empty unless it tells two classes apart. */
  public record Curves(
      int version,
      List<Scorecard.CalibrationBin> calibration,
      List<Scorecard.GainPoint> gain,
      List<RankCurves.RocPoint> roc,
      List<RankCurves.PrecisionPoint> precision) {
    private static Curves of(Version version) {
      Scorecard scorecard = version.scorecard();
      RankCurves ranked = RankCurves.of(scorecard);
      return new Curves(
          version.id().number().value(),
          scorecard.calibration(),
          scorecard.gain(),
          ranked.roc(),
          ranked.precision());
    }
  }

  /** One name with a value for each version. */
  public record Row<T>(String name, boolean differs, List<@Nullable T> values) {}

  /**
   * Compares in the order given.
   *
   * @throws IllegalArgumentException without a version, or with more than {@link #MOST}
   */
  public static VersionComparison of(List<Version> versions) {
    require(
        !versions.isEmpty() && versions.size() <= MOST,
        "%s versions cannot be compared: name 1 to %s",
        versions.size(),
        MOST);
    List<Row<String>> parameters = rows(versions, VersionComparison::parameters);
    parameters.sort((one, other) -> Boolean.compare(other.differs(), one.differs()));
    List<Row<ColumnContract>> contract = rows(versions, VersionComparison::columns);
    contract.removeIf(row -> !row.differs());
    return new VersionComparison(
        versions.stream().map(version -> version.id().number()).toList(),
        parameters,
        rows(versions, VersionComparison::metrics),
        rows(versions, VersionComparison::importance),
        contract,
        versions.stream().map(Curves::of).toList());
  }

  private static Map<String, String> parameters(Version version) {
    Scorecard.Candidate champion = version.scorecard().champion();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("learner", champion.learner());
    new TreeSet<>(champion.settings().keySet())
        .forEach(name -> all.put(name, Objects.requireNonNull(champion.settings().get(name))));
    all.put("split", version.scorecard().split().kind());
    all.put("data", version.provenance().dataName());
    all.put("dataHash", version.provenance().dataHash());
    return all;
  }

  private static Map<String, Interval> metrics(Version version) {
    String primary = version.scorecard().primaryMetric();
    Map<String, Interval> all = new LinkedHashMap<>();
    Interval first = version.metrics().get(primary);
    if (first != null) {
      all.put(primary, first);
    }
    all.putAll(version.metrics());
    return all;
  }

  private static Map<String, Double> importance(Version version) {
    Map<String, Double> all = new LinkedHashMap<>();
    version.scorecard().importance().stream()
        .sorted((one, other) -> Double.compare(other.importance(), one.importance()))
        .forEach(one -> all.put(one.feature(), one.importance()));
    return all;
  }

  private static Map<String, ColumnContract> columns(Version version) {
    Map<String, ColumnContract> all = new LinkedHashMap<>();
    version.contract().columns().forEach(column -> all.put(column.name(), column));
    return all;
  }

  private static <T> List<Row<T>> rows(
      List<Version> versions, Function<Version, Map<String, T>> values) {
    List<Map<String, T>> maps = versions.stream().map(values).toList();
    Set<String> names = new LinkedHashSet<>();
    maps.forEach(map -> names.addAll(map.keySet()));
    var rows = new ArrayList<Row<T>>();
    for (String name : names) {
      var row = new ArrayList<@Nullable T>();
      maps.forEach(map -> row.add(map.get(name)));
      boolean differs = row.stream().anyMatch(value -> !Objects.equals(value, row.getFirst()));
      rows.add(new Row<>(name, differs, java.util.Collections.unmodifiableList(row)));
    }
    return rows;
  }
}
