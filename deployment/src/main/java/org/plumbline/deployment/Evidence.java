package org.plumbline.deployment;

import java.util.List;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.DriftReport;

/**
 * What is known of a challenger beside its champion since a step began.
 *
 * @param disagreements rows to which both gave different classes; of a shadow only
 * @param skipped rows that were not compared, since too many waited
 * @param findings what the monitors say against the challenger, in words
 */
public record Evidence(
    Arm champion, Arm challenger, long disagreements, long skipped, List<String> findings) {
  public static final Evidence NONE = new Evidence(Arm.EMPTY, Arm.EMPTY, 0, 0, List.of());

  public Evidence {
    findings = List.copyOf(findings);
  }

  public Evidence merge(Evidence other) {
    return new Evidence(
        champion.merge(other.champion),
        challenger.merge(other.challenger),
        disagreements + other.disagreements,
        skipped + other.skipped,
        findings);
  }

  public Evidence with(List<String> found) {
    return new Evidence(champion, challenger, disagreements, skipped, found);
  }

  boolean compares(long answers) {
    return champion.answers() >= answers && challenger.answers() >= answers;
  }

  /** How far the scores lie apart, NaN before both have answered. */
  public double ks() {
    return compares(1) ? drift().ks() : Double.NaN;
  }

  /** The Jensen-Shannon divergence of the scores, NaN before both have answered. */
  public double jensenShannon() {
    return compares(1) ? drift().jensenShannon() : Double.NaN;
  }

  /** How far the scores have moved on average, as a fraction of the size of the champion's. */
  double shiftOfSize() {
    double[] ends = champion.scores().quantiles(0.01, 0.99);
    return drift().wasserstein() / Math.max(Math.abs(ends[0]), Math.abs(ends[1]));
  }

  private ColumnDrift drift() {
    return DriftReport.compare(champion.profile(), challenger.profile())
        .column(Arm.SCORE)
        .orElseThrow();
  }
}
