package org.plumbline.governance;

import java.util.List;

/** The facts that policies may read, for people and for completion. */
public final class FactCatalogue {
  /** All of them by path; a test holds the list to what versions really have. */
  public static final List<Fact> FACTS =
      List.of(
          new Fact("baseline.metric", "text", "The primary metric"),
          new Fact(
              "baseline.better",
              "yes or no",
              "The interval of the primary metric lies on the good side of the baseline"),
          new Fact(
              "change.stage",
              "text",
              "Where the version is to go: shadow, canary, production or retired"),
          new Fact("change.author", "text", "Who asks"),
          new Fact("change.rollback", "yes or no", "The version was in production before"),
          new Fact(
              "change.groupThresholds",
              "yes or no",
              "It is to decide by another threshold for each group of people"),
          new Fact("change.date", "text", "UTC date, such as 2026-03-10"),
          new Fact("change.weekday", "text", "UTC day of the week in English, such as monday"),
          new Fact("change.hour", "number", "UTC hour, 0 to 23"),
          new Fact(
              "contest.needed",
              "yes or no",
              "Another version serves, so there is one to be beaten"),
          new Fact(
              "contest.won",
              "yes or no",
              "It passed all gates against that version on the same answers"),
          new Fact("contest.champion", "number", "Number of the version it was held against"),
          new Fact("contest.rows", "number", "Labelled answers they were compared on"),
          new Fact("contest.gain", "number", "Relative gain in the primary metric, 0.01 for 1 %"),
          new Fact("contest.failed", "list of texts", "Gates that it did not pass"),
          new Fact("contest.ageDays", "number", "Days since then"),
          new Fact("data.rows", "number", "Training rows"),
          new Fact(
              "data.quarantinedShare", "number", "Share of the training rows that were refused"),
          new Fact("documents.description", "yes or no", "The model has a description"),
          new Fact("documents.intendedUse", "yes or no", "Its intended use is written down"),
          new Fact("documents.limits", "yes or no", "Its limits are written down"),
          new Fact(
              "fairness.attributes", "list of texts", "Protected attributes that were measured"),
          new Fact(
              "fairness.disparity",
              "number",
              "Difference of positive rates between groups, of the worst attribute"),
          new Fact(
              "fairness.ratio",
              "number",
              "Smallest over largest positive rate, of the worst attribute"),
          new Fact(
              "fairness.groupThresholds",
              "yes or no",
              "The version decides by another threshold for each group of people"),
          new Fact(
              "fairness.reweighed",
              "yes or no",
              "It learnt from rows weighed so that group and label were independent"),
          new Fact("live.rows", "number", "Answers in the newest window"),
          new Fact("live.driftedColumns", "number", "Columns of it that drifted"),
          new Fact("live.driftedShare", "number", "Share of its columns that drifted"),
          new Fact("live.labelled", "number", "Labelled answers of the newest week"),
          new Fact(
              "live.metrics.rocAuc.value",
              "number",
              "A metric of the newest week with labels; low and high are the ends of its interval"),
          new Fact("metrics.rocAuc.value", "number", "A metric on test rows by its name"),
          new Fact("metrics.rocAuc.low", "number", "The lower end of its interval"),
          new Fact("metrics.rocAuc.high", "number", "The upper end of its interval"),
          new Fact("metrics.ece.value", "number", "Expected calibration error"),
          new Fact("model.name", "text", "Name of the model"),
          new Fact("model.owner", "text", "Who answers for it"),
          new Fact("model.tier", "text", "unrated, low, medium or high"),
          new Fact("risk.index", "number", "Risk index (mri-v2), 0 to 100"),
          new Fact("risk.band", "text", "low, moderate, high or severe"),
          new Fact("risk.first", "number", "Risk index by the first formula (mri-v1)"),
          new Fact("sample.trainRows", "number", "Rows it was fitted and selected on"),
          new Fact("sample.testRows", "number", "Rows its metrics come from"),
          new Fact(
              "segments.compared",
              "number",
              "Segments that were compared with the version that serves"),
          new Fact("segments.regressed", "list of texts", "Those that are surely worse"),
          new Fact("task", "text", "BINARY, MULTICLASS or REGRESSION"),
          new Fact("version.number", "number", "Number of the version"),
          new Fact("version.learner", "text", "What was fitted"),
          new Fact("version.author", "text", "Who registered it"));

  private FactCatalogue() {}

  /**
   * One fact.
   *
   * @param path as an expression says it
   * @param kind of its value, in words
   */
  public record Fact(String path, String kind, String meaning) {}
}
