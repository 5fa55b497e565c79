package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.scoring.Task;

/**
 * What stands between the score of a model and its use, as one whole that is replaced and never
 * edited. A guard that is null is off. Immutable.
 *
 * @param failure what happens when the model fails to score: {@code FALL_BACK} or {@code REFUSE}
 * @param kill what happens to rows whose version or segment is stopped by a kill switch; one of the
 *     whole model or of everything always refuses
 * @param fallbacks tried in this order; when none can answer, the request is refused
 */
public record Safeguards(
    @Nullable OutputBounds output,
    @Nullable InputRanges ranges,
    @Nullable MissingValues missing,
    @Nullable Staleness staleness,
    @Nullable UnusualRow unusual,
    Reaction failure,
    Reaction kill,
    List<Fallback> fallbacks) {
  /** What holds for a model nobody has set any for. */
  public static final Safeguards NONE =
      new Safeguards(null, null, null, null, null, Reaction.REFUSE, Reaction.REFUSE, List.of());

  public Safeguards {
    // Absent in JSON means the careful choice.
    failure = failure == null ? Reaction.REFUSE : failure;
    kill = kill == null ? Reaction.REFUSE : kill;
    fallbacks = fallbacks == null ? List.of() : List.copyOf(fallbacks);
  }

  /**
   * The same safeguards, once they are known to fit the model.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD or MISSING_FIELD naming the field
   */
  public Safeguards checked(Contract contract, Task task) {
    new SafeguardRules(this, contract, task).check();
    return this;
  }
}
