package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.AppliedSafeguard.Action;
import org.plumbline.monitoring.AppliedSafeguard.Cause;

/**
 * The safeguards of a model and the stopped segments, made ready for the rows of one version.
 *
 * <p>Asked once per row before and once after it is scored; {@link #NONE} is never asked.
 * Immutable; safe to share.
 */
public final class RowGuard {
  /** Guards nothing and costs nothing. */
  public static final RowGuard NONE =
      new RowGuard(List.of(), null, Reaction.REFUSE, List.of(), null);

  private final List<RowCheck> checks;
  private final @Nullable OutputBounds output;
  private final Reaction failure;
  private final List<Substitute> substitutes;
  private final @Nullable Finding stopped;

  /**
   * Ready to ask.
   *
   * @param stopped what is found in every row, since the version is stopped; null when it is not
   */
  RowGuard(
      List<RowCheck> checks,
      @Nullable OutputBounds output,
      Reaction failure,
      List<Substitute> substitutes,
      @Nullable Finding stopped) {
    this.checks = List.copyOf(checks);
    this.output = output;
    this.failure = failure;
    this.substitutes = List.copyOf(substitutes);
    this.stopped = stopped;
  }

  /** What became of a row. */
  public sealed interface Outcome {
    /** The model's own score stands, perhaps marked. */
    record Own(double score, @Nullable AppliedSafeguard applied) implements Outcome {}

    /** Somebody else answered. */
    record Replaced(Replacement by, AppliedSafeguard applied) implements Outcome {}

    /** Nobody may answer. */
    record Refused(Cause cause, String detail) implements Outcome {}
  }

  /**
   * Looks at a row before it is scored.
   *
   * @param ageSeconds how old the row says it is; NaN when it does not say
   * @return what is wrong with it, null when nothing is
   */
  public @Nullable Finding find(double[] slots, double ageSeconds) {
    if (stopped != null) {
      return stopped;
    }
    Finding strongest = null;
    for (RowCheck check : checks) {
      Finding found = check.find(slots, ageSeconds);
      if (found != null) {
        strongest = strongest == null ? found : Finding.stronger(strongest, found);
      }
    }
    return strongest;
  }

  /**
   * What becomes of a row that the model was asked about.
   *
   * @param ageSeconds how old the row says it is; NaN when it does not say
   * @param score no number when the model gave none
   * @param failed why it gave none, empty when it did not say
   */
  public Outcome judge(double[] slots, double ageSeconds, double score, String failed) {
    Finding found = find(slots, ageSeconds);
    if (needsNoScore(found)) {
      return decide(slots, found, Double.NaN);
    }
    return Double.isFinite(score)
        ? decide(slots, found, score)
        : decideFailed(slots, failed.isEmpty() ? "the score is " + score : failed);
  }

  /** Whether a row with this finding needs no score of the model. */
  private static boolean needsNoScore(@Nullable Finding found) {
    return found != null && found.reaction().compareTo(Reaction.FALL_BACK) >= 0;
  }

  /**
   * Decides what is answered.
   *
   * @param found what {@link #find} saw
   * @param score what the model said; ignored for a row that needs none
   */
  public Outcome decide(double[] slots, @Nullable Finding found, double score) {
    if (found != null && needsNoScore(found)) {
      return instead(slots, found);
    }
    Finding left = left(score);
    if (left == null) {
      return new Outcome.Own(score, found == null ? null : marked(found));
    }
    return switch (left.reaction()) {
      case MARK -> new Outcome.Own(score, marked(found == null ? left : found));
      case CLIP ->
          new Outcome.Own(
              clipped(score), new AppliedSafeguard(Action.CLIPPED, Cause.OUTPUT, left.detail()));
      case FALL_BACK, REFUSE -> instead(slots, left);
    };
  }

  /** Decides what is answered when the model failed to score the row. */
  public Outcome decideFailed(double[] slots, String failed) {
    return instead(slots, new Finding(Cause.FAILURE, failure, failed));
  }

  /** Whether the version is stopped, so that its model is not even asked. */
  public boolean isStopped() {
    return stopped != null;
  }

  /** Whether something else may answer when the model fails. */
  public boolean standsInForFailure() {
    return failure == Reaction.FALL_BACK;
  }

  private @Nullable Finding left(double score) {
    if (output == null || (score >= output.low() && score <= output.high())) {
      return null;
    }
    return new Finding(
        Cause.OUTPUT,
        output.reaction(),
        score < output.low()
            ? "the score %s is below %s".formatted(score, output.low())
            : "the score %s is above %s".formatted(score, output.high()));
  }

  private double clipped(double score) {
    return output == null ? score : Math.clamp(score, output.low(), output.high());
  }

  private static AppliedSafeguard marked(Finding found) {
    return new AppliedSafeguard(Action.MARKED, found.cause(), found.detail());
  }

  private Outcome instead(double[] slots, Finding found) {
    if (found.reaction() == Reaction.FALL_BACK) {
      for (Substitute substitute : substitutes) {
        Replacement by = substitute.answer(slots);
        if (by != null) {
          return new Outcome.Replaced(
              by, new AppliedSafeguard(by.action(), found.cause(), found.detail()));
        }
      }
    }
    return new Outcome.Refused(found.cause(), found.detail());
  }
}
