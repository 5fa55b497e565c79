package org.plumbline.monitoring;

import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.VersionId;
import org.plumbline.training.GroupFairness;

/** Tells how groups fared over time. Safe to share. */
public final class FairnessCourses {
  private final FairnessStore store;
  private final WatchedVersions versions;

  public FairnessCourses(FairnessStore store, WatchedVersions versions) {
    this.store = store;
    this.versions = versions;
  }

  /**
   * The weeks in which labels of known groups matured, oldest first.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such a version
   */
  public FairnessCourse of(VersionId version) {
    WatchedVersion watched = versions.load(version);
    return new FairnessCourse(
        version.model().value(),
        version.number().value(),
        watched.contract().protectedColumns().stream().map(ColumnContract::name).toList(),
        compared(watched.scorecard().fairness()),
        store.weeks(version).stream()
            .map(
                week ->
                    new FairnessCourse.Week(
                        WindowKind.startInstant(week.start()),
                        WindowKind.WEEK.endOf(week.start()),
                        week.labelled(),
                        week.known(),
                        compared(week.reports())))
            .toList());
  }

  private static List<FairnessCourse.Compared> compared(List<GroupFairness> reports) {
    return reports.stream().map(FairnessCourse.Compared::of).toList();
  }
}
