package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.scoring.Model;
import org.plumbline.stats.Interval;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.training.Scorecard;

/**
 * What must be known of a version to watch it. Immutable; safe to share.
 *
 * @param reference profile of the features and of the column {@link #PREDICTION}
 * @param columns how the window profiles are built: the features in slot order, then PREDICTION
 * @param importance mean absolute contribution by feature; the largest is 1
 */
public record WatchedVersion(
    VersionId id,
    Model model,
    Contract contract,
    Scorecard scorecard,
    TableProfile reference,
    List<ProfileColumn> columns,
    Map<String, Double> importance) {
  /** The column that holds the scores. */
  public static final String PREDICTION = "prediction";

  public WatchedVersion {
    columns = List.copyOf(columns);
    importance = Map.copyOf(importance);
  }

  public static WatchedVersion of(LoadedVersion loaded, TableProfile reference) {
    Contract contract = loaded.version().contract();
    List<ProfileColumn> columns = new ArrayList<>();
    for (ColumnContract feature : contract.features()) {
      columns.add(profiled(feature));
    }
    columns.add(ProfileColumn.numeric(PREDICTION));
    Scorecard scorecard = loaded.version().scorecard();
    return new WatchedVersion(
        loaded.version().id(),
        loaded.model(),
        contract,
        scorecard,
        reference,
        columns,
        relative(scorecard.importance()));
  }

  /** How a feature is profiled. */
  public static ProfileColumn profiled(ColumnContract feature) {
    return feature.type() == ColumnType.CATEGORY
        ? ProfileColumn.categorical(feature.name(), feature.categories())
        : ProfileColumn.numeric(feature.name());
  }

  private static Map<String, Double> relative(List<Scorecard.Importance> importance) {
    double most = importance.stream().mapToDouble(Scorecard.Importance::importance).max().orElse(0);
    Map<String, Double> relative = new LinkedHashMap<>();
    for (Scorecard.Importance feature : importance) {
      relative.put(feature.feature(), most > 0 ? feature.importance() / most : 0);
    }
    return relative;
  }

  /** The metrics that live performance is held against. */
  public Map<String, Interval> metrics() {
    return scorecard.metrics();
  }
}
