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
 * @param after only models after this one, absent for the first page
 */
public record ModelQuery(
    String search,
    @Nullable String stage,
    @Nullable String risk,
    @Nullable Task task,
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
    return new ModelQuery("", null, null, null, limit, null);
  }

  public ModelQuery search(String text) {
    return new ModelQuery(text, stage, risk, task, limit, after);
  }

  public ModelQuery after(ModelName model) {
    return new ModelQuery(search, stage, risk, task, limit, model);
  }
}
