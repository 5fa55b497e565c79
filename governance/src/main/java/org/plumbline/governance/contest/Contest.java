package org.plumbline.governance.contest;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A paired comparison of the version in production with one that wants its place: both scored on
 * the same labelled answers. Kept for good; policies read the newest one of a version.
 *
 * @param champion number of the version in production
 * @param challenger number of the version that was held against it
 * @param from the oldest answer that was used, null without any
 * @param until the newest one, null without any
 * @param entities how many different ones the rows are about; a row without one counts for itself
 * @param measures the primary metric first
 * @param gates all of them, passed or not
 * @param won whether the challenger passed all gates
 * @param by who asked for it
 */
public record Contest(
    UUID id,
    String model,
    int champion,
    int challenger,
    Instant at,
    @Nullable Instant from,
    @Nullable Instant until,
    int rows,
    int entities,
    List<Measure> measures,
    List<Gate> gates,
    boolean won,
    String by) {
  public Contest {
    measures = List.copyOf(measures);
    gates = List.copyOf(gates);
    require(won == gates.stream().allMatch(Gate::passed), "won is to pass all of %s", gates);
  }

  /** The names of the gates that it did not pass. */
  public List<String> failed() {
    return gates.stream().filter(gate -> !gate.passed()).map(Gate::name).toList();
  }

  /**
   * One metric of both; what is not finite is null.
   *
   * @param difference the challenger's less the champion's, with the ends of its interval on the
   *     same resampled rows
   * @param gain relative to the champion's, positive when the challenger is better
   */
  public record Measure(
      String metric,
      boolean lowerIsBetter,
      @Nullable Double champion,
      @Nullable Double challenger,
      @Nullable Double difference,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double gain) {
    boolean finite() {
      return champion != null && challenger != null && gain != null;
    }

    /** Whether the whole interval of the difference lies on the good side of zero. */
    boolean surelyBetter() {
      return low != null && high != null && (lowerIsBetter ? high < 0 : low > 0);
    }
  }

  /** One condition, with why it holds or not. */
  public record Gate(String name, boolean passed, String reason) {}
}
