package org.plumbline.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;

/**
 * A model as lists show it, kept up to date by those who change it.
 *
 * @param task absent before the first version of our own
 * @param latestVersion absent before the first version is complete
 * @param metric the primary metric of the latest version
 */
public record ModelLine(
    ModelName model,
    @Nullable Task task,
    String description,
    String owner,
    int versions,
    @Nullable VersionNumber latestVersion,
    @Nullable Metric metric,
    Standing standing,
    Instant updatedAt) {

  /** A metric by its wire name. */
  public record Metric(String name, Interval value) {}

  /**
   * What monitoring, governance and deployment know of the model.
   *
   * @param stage the most trusted stage that serves, absent when none does
   */
  public record Standing(
      @Nullable Stage stage,
      @Nullable VersionNumber servingVersion,
      @Nullable Instant servingSince,
      @Nullable RiskLine risk,
      long predictions7d,
      int openAlerts,
      boolean killed) {
    /** Of a model that nobody has deployed or watched. */
    public static final Standing NEW = new Standing(null, null, null, null, 0, 0, false);
  }

  /** The risk index and its band. */
  public record RiskLine(double index, String band) {}
}
