package org.plumbline.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.Tx;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.training.GroupFairness;
import org.plumbline.training.Scorecard;

/** How groups of people fare in each week whose labels are mature, against the version's birth. */
final class FairnessWatch {
  private final FairnessStore store;

  FairnessWatch(FairnessStore store) {
    this.store = store;
  }

  /**
   * Measures a week, for versions of two classes that protect any attribute.
   *
   * @param until the day before which answers count
   * @param labelled how many of them have a label
   */
  Optional<FairnessStore.Week> measure(
      Tx tx, WatchedVersion watched, LocalDate start, LocalDate until, long labelled) {
    List<String> attributes =
        watched.contract().protectedColumns().stream().map(ColumnContract::name).toList();
    if (watched.model().task() != Task.BINARY || attributes.isEmpty()) {
      return Optional.empty();
    }
    List<FairnessStore.Person> people =
        start.isBefore(until) ? store.labelled(tx, watched.id(), start, until) : List.of();
    double threshold = Objects.requireNonNullElse(watched.scorecard().threshold(), 0.5);
    List<GroupFairness> reports = new ArrayList<>();
    for (List<String> crossed : crossed(attributes)) {
      GroupFairness report = report(crossed, people, threshold);
      if (!report.groups().isEmpty() || report.hidden() > 0) {
        reports.add(report);
      }
    }
    var week = new FairnessStore.Week(start, labelled, people.size(), reports);
    store.put(tx, watched.id(), week);
    return Optional.of(week);
  }

  /** Each attribute, then each pair. */
  private static List<List<String>> crossed(List<String> attributes) {
    List<List<String>> crossed = new ArrayList<>();
    attributes.forEach(name -> crossed.add(List.of(name)));
    for (int i = 0; i < attributes.size(); i++) {
      for (int j = i + 1; j < attributes.size(); j++) {
        crossed.add(List.of(attributes.get(i), attributes.get(j)));
      }
    }
    return crossed;
  }

  private static GroupFairness report(
      List<String> attributes, List<FairnessStore.Person> people, double threshold) {
    List<FairnessStore.Person> known =
        people.stream().filter(one -> one.groups().keySet().containsAll(attributes)).toList();
    List<String> groups = new ArrayList<>();
    boolean[] positive = new boolean[known.size()];
    boolean[] selected = new boolean[known.size()];
    for (int i = 0; i < positive.length; i++) {
      FairnessStore.Person person = known.get(i);
      groups.add(
          String.join(
              ", ",
              attributes.stream().map(name -> person.groups().getOrDefault(name, "")).toList()));
      positive[i] = person.value() == 1;
      selected[i] = person.isSelected(threshold);
    }
    return GroupFairness.of(attributes, groups, positive, selected);
  }

  /** Attributes whose groups are surely further apart than they were at the version's birth. */
  static List<Finding> findings(Scorecard reference, FairnessStore.Week week) {
    List<Finding> findings = new ArrayList<>();
    for (GroupFairness now : week.reports()) {
      Interval gap = now.disparity();
      reference.fairness().stream()
          .filter(then -> then.attributes().equals(now.attributes()))
          .map(GroupFairness::disparity)
          .filter(Objects::nonNull)
          .findFirst()
          .filter(then -> gap != null && gap.low() > then.value())
          .ifPresent(then -> findings.add(finding(now, Objects.requireNonNull(gap), then, week)));
    }
    return findings;
  }

  private static Finding finding(
      GroupFairness now, Interval gap, Interval then, FairnessStore.Week week) {
    return new Finding(
        AlertKind.FAIRNESS_GAP,
        String.join(" x ", now.attributes()),
        gap.low() > then.high() ? Severity.HIGH : Severity.WARNING,
        "Groups by %s fare more unequally than before"
            .formatted(String.join(" and ", now.attributes())),
        String.format(
            Locale.ROOT,
            "In the week of %s, on %d labelled answers, shares of positive answers differ by %.3f"
                + " [%.3f, %.3f] between groups; at the version's birth by %.3f [%.3f, %.3f]. %s",
            week.start(),
            week.known(),
            gap.value(),
            gap.low(),
            gap.high(),
            then.value(),
            then.low(),
            then.high(),
            AlertKind.FAIRNESS_GAP.action()),
        gap.value() - then.value(),
        1);
  }
}
