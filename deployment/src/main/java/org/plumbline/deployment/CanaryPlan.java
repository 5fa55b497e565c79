package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a canary grows, as the approvers of its change request have seen it.
 *
 * @param shares percent of the entities, step by step, each larger than the one before
 * @param least how long each step lasts at least
 * @param answers how many answers of the challenger each step needs at least
 * @param trial what is to be found out; then the share stays until people decide. Null for a canary
 *     that grows
 */
public record CanaryPlan(
    List<Integer> shares, Duration least, long answers, Guards guards, @Nullable TrialPlan trial) {
  /** An hour and 500 answers each for 5, 25, 50 and 100 %. */
  public static final CanaryPlan STANDARD =
      new CanaryPlan(List.of(5, 25, 50, 100), Duration.ofHours(1), 500, Guards.STANDARD);

  public CanaryPlan {
    shares = List.copyOf(shares);
    require(!shares.isEmpty() && shares.size() <= 20, "A canary has 1 to 20 steps");
    int before = 0;
    for (int share : shares) {
      require(
          share > before && share <= 100,
          "Each step must be larger than the one before, 100 at most: %s",
          shares);
      before = share;
    }
    require(
        !least.isNegative() && least.compareTo(Duration.ofDays(90)) <= 0,
        "A step lasts 0 seconds to 90 days, not %s",
        least);
    require(answers >= 1, "A step needs 1 answer or more, not %s", answers);
    require(
        trial == null || (shares.size() == 1 && shares.getFirst() < 100),
        "A trial keeps one share below 100 %%, so that both versions answer: %s",
        shares);
  }

  /** Of a canary that grows. */
  public CanaryPlan(List<Integer> shares, Duration least, long answers, Guards guards) {
    this(shares, least, answers, guards, null);
  }

  boolean isLast(int step) {
    return step == shares.size() - 1;
  }
}
