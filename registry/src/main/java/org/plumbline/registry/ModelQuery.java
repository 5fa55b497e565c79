package org.plumbline.registry;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.scoring.Task;

/**
 * Which models to list, by name; an absent filter lets everything pass.
 *
 * @param search part of a name, description or owner; case does not count
 * @param stage wire name of a stage, or {@code none}
 * @param risk a risk band, or {@code unevaluated}
 * @param owner who answers for the model, in full
 * @param tag a tag of the model itself, key and value
 * @param after only models after this one, absent for the first page
 */
public record ModelQuery(
    String search,
    @Nullable String stage,
    @Nullable String risk,
    @Nullable Task task,
    @Nullable String owner,
    @Nullable RiskTier tier,
    @Nullable Tag tag,
    int limit,
    @Nullable ModelName after) {
  /** The filter value for models without a stage. */
  public static final String NO_STAGE = "none";

  /** The filter value for models without a risk index. */
  public static final String NO_RISK = "unevaluated";

  public ModelQuery {
    require(limit >= 1 && limit <= 1000, "Limit %s must lie in 1 to 1000", limit);
  }

  /** The first models by name. */
  public static ModelQuery first(int limit) {
    return new ModelQuery("", null, null, null, null, null, null, limit, null);
  }

  public ModelQuery search(String wanted) {
    return new ModelQuery(wanted, stage, risk, task, owner, tier, tag, limit, after);
  }

  public ModelQuery stage(@Nullable String wanted) {
    return new ModelQuery(search, wanted, risk, task, owner, tier, tag, limit, after);
  }

  public ModelQuery risk(@Nullable String wanted) {
    return new ModelQuery(search, stage, wanted, task, owner, tier, tag, limit, after);
  }

  public ModelQuery task(@Nullable Task wanted) {
    return new ModelQuery(search, stage, risk, wanted, owner, tier, tag, limit, after);
  }

  public ModelQuery owner(@Nullable String wanted) {
    return new ModelQuery(search, stage, risk, task, wanted, tier, tag, limit, after);
  }

  public ModelQuery tier(@Nullable RiskTier wanted) {
    return new ModelQuery(search, stage, risk, task, owner, wanted, tag, limit, after);
  }

  public ModelQuery tag(@Nullable Tag wanted) {
    return new ModelQuery(search, stage, risk, task, owner, tier, wanted, limit, after);
  }

  public ModelQuery after(@Nullable ModelName wanted) {
    return new ModelQuery(search, stage, risk, task, owner, tier, tag, limit, wanted);
  }
}
