package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.Interval;
import org.plumbline.stats.fairness.GroupCounts;
import org.plumbline.stats.fairness.Rate;

/** Positive answers by group, in the words of the API. */
final class GroupRates {
  /** Fewer rows say more about chance than about a group. */
  private static final int LEAST_ROWS = 30;

  private static final double CONFIDENCE = 0.95;

  private final TreeSet<String> names;
  private final org.plumbline.stats.fairness.FairnessReport counted;
  private final @Nullable String most;
  private final @Nullable String least;

  /**
   * @param groups name of each row's group
   * @param selected rows with the positive answer
   */
  GroupRates(List<String> groups, BitSet selected) {
    names = new TreeSet<>(groups);
    boolean[] decisions = new boolean[groups.size()];
    selected.stream().forEach(row -> decisions[row] = true);
    // Answers come before labels, so there is no truth yet; only the share of decisions is read.
    counted =
        org.plumbline.stats.fairness.FairnessReport.of(
            groups, new boolean[decisions.length], decisions, LEAST_ROWS);
    boolean comparable = counted.groups().size() > 1;
    most = comparable ? counted.highest(Rate.SELECTION).orElse(null) : null;
    least = comparable ? counted.lowest(Rate.SELECTION).orElse(null) : null;
  }

  FairnessReport report(VersionId version, String column) {
    List<FairnessReport.Group> groups = new ArrayList<>();
    for (String name : names) {
      GroupCounts counts = counted.groups().get(name);
      groups.add(counts == null ? hidden(name) : shown(name, counts.rows()));
    }
    double ratio = most == null ? Double.NaN : counted.ratio(Rate.SELECTION);
    FairnessReport.Share difference =
        most == null || least == null ? null : difference(most, least);
    return new FairnessReport(
        version.model().value(),
        version.number().value(),
        column,
        groups,
        difference == null ? null : Double.valueOf(difference.value()),
        Double.isNaN(ratio) ? null : Double.valueOf(ratio),
        names.isEmpty()
            ? null
            : counted.overall(Rate.SELECTION, CONFIDENCE).map(GroupRates::share).orElse(null),
        difference,
        most,
        least,
        Double.isNaN(ratio) ? null : Boolean.valueOf(counted.meetsFourFifths()),
        CONFIDENCE);
  }

  private FairnessReport.Group shown(String name, long rows) {
    Interval rate = counted.rate(Rate.SELECTION, name, CONFIDENCE);
    return new FairnessReport.Group(
        name,
        rows,
        rate.value(),
        share(rate),
        most == null || name.equals(most) ? null : difference(name, most),
        false);
  }

  private static FairnessReport.Group hidden(String name) {
    return new FairnessReport.Group(name, null, null, null, null, true);
  }

  private FairnessReport.Share difference(String first, String second) {
    return share(counted.difference(Rate.SELECTION, first, second, CONFIDENCE));
  }

  private static FairnessReport.Share share(Interval interval) {
    return new FairnessReport.Share(interval.value(), interval.low(), interval.high());
  }
}
