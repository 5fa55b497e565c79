package org.plumbline.monitoring.feed;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.LoggedPrediction;

/** What a follower wants to hear. */
public sealed interface Subscription {
  /**
   * The answers of a model, whichever version gives them.
   *
   * @param entity only those about it, null for all
   */
  record OfModel(ModelName model, @Nullable String entity) implements Subscription {
    public OfModel {
      requireEntity(entity);
    }
  }

  /** The answers about an entity, whichever model gives them. */
  record OfEntity(String entity) implements Subscription {
    public OfEntity {
      requireEntity(entity);
    }
  }

  /**
   * Alerts as they open, change and resolve.
   *
   * @param model only those about it, null for all
   */
  record OfAlerts(@Nullable ModelName model) implements Subscription {}

  private static void requireEntity(@Nullable String entity) {
    require(
        entity == null || (!entity.isEmpty() && entity.length() <= LoggedPrediction.ENTITY_LENGTH),
        "an entity has 1 to %s characters",
        LoggedPrediction.ENTITY_LENGTH);
  }
}
