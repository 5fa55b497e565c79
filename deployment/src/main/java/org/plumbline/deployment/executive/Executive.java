package org.plumbline.deployment.executive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;

/**
 * What is asked of the whole: how many models, how risky, how they keep to the rules, what was
 * deployed, what is due.
 *
 * @param days how far back the trends go
 * @param narrative the figures in words
 * @param risk one for each UTC day of which there are figures; gaps are left out
 * @param deployments one for each UTC day, quiet ones too
 * @param overdue models whose review is past due, the longest first
 * @param calendar what comes within the next 60 days
 */
public record Executive(
    Instant generatedAt,
    int days,
    Models models,
    String narrative,
    List<RiskDay> risk,
    List<DeploymentDay> deployments,
    List<Review> overdue,
    List<Due> calendar) {
  public Executive {
    risk = List.copyOf(risk);
    deployments = List.copyOf(deployments);
    overdue = List.copyOf(overdue);
    calendar = List.copyOf(calendar);
  }

  /**
   * Models now.
   *
   * @param serving with a version that answers or is shadowed
   * @param atRisk whose latest evaluation was at risk
   * @param blocked whose latest evaluation was blocked
   * @param overridden that serve by an override
   * @param averageCompliance over the scored ones, null without any
   * @param compliance how many scored models by bucket
   */
  public record Models(
      long total,
      long serving,
      long scored,
      long unscored,
      long atRisk,
      long blocked,
      long overridden,
      @Nullable Double averageRisk,
      @Nullable Double averageCompliance,
      Map<String, Long> compliance) {}

  /** The risk of all scored models on one day. */
  public record RiskDay(
      LocalDate day,
      long models,
      double average,
      double max,
      double min,
      @Nullable Double fairness,
      @Nullable Double compliance) {}

  /**
   * What was asked for and done on one day.
   *
   * @param blocked refused by policy
   */
  public record DeploymentDay(
      LocalDate day, long attempts, long successes, long blocked, long overrides) {}

  /** A model that is to be looked at again. */
  public record Review(String model, String tier, Instant last, Instant due) {}

  /**
   * Something with a date.
   *
   * @param kind review, end, request or delegation
   */
  public record Due(Instant at, String kind, String what, @Nullable String model) {}

  /**
   * A row of the deployment ledger.
   *
   * @param position in the ledger; later rows have larger ones
   */
  public record Deployed(
      long position,
      String model,
      int version,
      Stage stage,
      Instant from,
      @Nullable Instant until,
      String by,
      String reason,
      boolean override) {}
}
