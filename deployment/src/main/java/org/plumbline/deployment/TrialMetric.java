package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.regex.Pattern;

/**
 * What a trial compares, once it is known of an answer.
 *
 * @param name {@code outcome}, {@code squared-error}, or the name of a number that comes with
 *     labels
 */
public record TrialMetric(String name) {
  /* Before the constants, which check themselves by it. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,62}");

  /** What truly happened: the share of the positive class, or the mean of the number. */
  public static final TrialMetric OUTCOME = new TrialMetric("outcome");

  /** The squared distance of score and truth: the Brier score, or the squared error. */
  public static final TrialMetric SQUARED_ERROR = new TrialMetric("squared-error");

  public TrialMetric {
    require(
        NAME.matcher(name).matches(),
        "A metric is 'outcome', 'squared-error' or a name of a-z, 0-9, '_', '.' and '-', not '%s'",
        name);
  }

  /** Whether it is a number of the caller's, beside the label itself. */
  public boolean isBusinessValue() {
    return !equals(OUTCOME) && !equals(SQUARED_ERROR);
  }

  @Override
  public String toString() {
    return name;
  }
}
