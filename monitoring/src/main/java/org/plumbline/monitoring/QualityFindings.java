package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.plumbline.stats.profile.CategoricalProfile;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.TableProfile;

/** Whether inputs hold what the version has never seen, or stand still: pure. */
final class QualityFindings {
  /** A window with fewer answers may well hold one value only. */
  private static final long LEAST_ROWS_OF_ONE_VALUE = 200;

  private QualityFindings() {}

  /**
   * @param importance of each feature relative to the most important one
   */
  static List<Finding> of(
      TableProfile reference,
      TableProfile current,
      MonitorPlan plan,
      Map<String, Double> importance) {
    List<Finding> findings = new ArrayList<>();
    for (ColumnProfile then : reference.columns()) {
      if (then.name().equals(WatchedVersion.PREDICTION) || plan.ignored().contains(then.name())) {
        continue;
      }
      Optional<ColumnProfile> now = current.column(then.name());
      double weight = importance.getOrDefault(then.name(), 0.0);
      if (then instanceof NumericProfile numbers
          && now.orElse(null) instanceof NumericProfile recent) {
        beyond(numbers, recent, plan, weight).ifPresent(findings::add);
        stuck(numbers, recent, weight).ifPresent(findings::add);
      } else if (then instanceof CategoricalProfile names
          && now.orElse(null) instanceof CategoricalProfile recent) {
        unknown(names, recent, plan, weight).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> beyond(
      NumericProfile then, NumericProfile now, MonitorPlan plan, double weight) {
    if (then.count() == 0 || now.count() == 0 || then.min() > then.max()) {
      return Optional.empty();
    }
    long outside = now.outside(then.min(), then.max());
    double share = (double) outside / now.count();
    return share < plan.unseenShare()
        ? Optional.empty()
        : Optional.of(
            finding(
                AlertKind.UNSEEN_VALUES,
                then.name(),
                share,
                weight,
                then.name() + " lies beyond all that the version has learned from",
                String.format(
                    Locale.ROOT,
                    "%.1f %% of the values lie outside of [%s, %s]",
                    100 * share,
                    then.min(),
                    then.max())));
  }

  private static Optional<Finding> unknown(
      CategoricalProfile then, CategoricalProfile now, MonitorPlan plan, double weight) {
    if (now.count() == 0 || !then.exact()) {
      return Optional.empty();
    }
    Map<String, Long> known = then.counts();
    long unseen = 0;
    String most = "";
    long mostCount = 0;
    for (Map.Entry<String, Long> entry : now.counts().entrySet()) {
      if (!known.containsKey(entry.getKey())) {
        unseen += entry.getValue();
        if (entry.getValue() > mostCount) {
          mostCount = entry.getValue();
          most = entry.getKey();
        }
      }
    }
    double share = (double) unseen / now.count();
    return share < plan.unseenShare()
        ? Optional.empty()
        : Optional.of(
            finding(
                AlertKind.UNSEEN_VALUES,
                then.name(),
                share,
                weight,
                then.name() + " holds categories that the version has never seen",
                String.format(
                    Locale.ROOT, "%.1f %% of the values, most often '%s'", 100 * share, most)));
  }

  private static Optional<Finding> stuck(NumericProfile then, NumericProfile now, double weight) {
    if (now.count() < LEAST_ROWS_OF_ONE_VALUE
        || now.min() != now.max()
        || then.count() == 0
        || then.min() == then.max()) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            AlertKind.STALE_VALUES,
            then.name(),
            1,
            weight,
            then.name() + " stands still",
            "Each of %s answers had the value %s; the reference goes from %s to %s"
                .formatted(now.count(), now.min(), then.min(), then.max())));
  }

  private static Finding finding(
      AlertKind kind, String column, double effect, double weight, String title, String numbers) {
    Severity severity =
        weight >= 0.25 && effect >= 0.10
            ? Severity.HIGH
            : weight < 0.05 ? Severity.INFO : Severity.WARNING;
    return new Finding(
        kind, column, severity, title, numbers + ". " + kind.action(), effect, weight);
  }
}
