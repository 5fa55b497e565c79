package org.plumbline.monitoring.feed;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.plumbline.kernel.ModelName;

/**
 * What a reading of the log has to bring; more than is asked for does no harm.
 *
 * @param allPredictions whether models and entities are too many to be named
 */
public record Interest(
    boolean allPredictions, Set<ModelName> models, Set<String> entities, boolean alerts) {
  /** Beyond this a filter costs more than it saves. */
  private static final int MOST_NAMES = 200;

  public Interest {
    models = Set.copyOf(models);
    entities = Set.copyOf(entities);
  }

  public static Interest of(Collection<Subscription> subscriptions) {
    Set<ModelName> models = new HashSet<>();
    Set<String> entities = new HashSet<>();
    boolean alerts = false;
    for (Subscription subscription : subscriptions) {
      switch (subscription) {
        case Subscription.OfModel of -> models.add(of.model());
        case Subscription.OfEntity of -> entities.add(of.entity());
        case Subscription.OfAlerts _ -> alerts = true;
      }
      if (models.size() + entities.size() > MOST_NAMES) {
        return new Interest(true, Set.of(), Set.of(), true);
      }
    }
    return new Interest(false, models, entities, alerts);
  }

  public boolean predictions() {
    return allPredictions || !models.isEmpty() || !entities.isEmpty();
  }
}
