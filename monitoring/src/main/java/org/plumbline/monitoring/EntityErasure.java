package org.plumbline.monitoring;

import java.util.Optional;
import org.plumbline.audit.Actor;

/** Forgets what is kept about an entity, which may be a person, under its name. Safe to share. */
public interface EntityErasure {
  /**
   * Removes memberships and published features of an entity from all models. Weeks of fairness that
   * counted it are measured anew, and an audit entry tells of it without the name.
   *
   * @return what was removed, empty when nothing is kept under that name
   */
  Optional<Erased> erase(String entity, Actor by, String reason);

  /**
   * What an erasure did.
   *
   * @param memberships values of protected attributes
   * @param features models that had features of it
   */
  record Erased(int memberships, int features) {}
}
