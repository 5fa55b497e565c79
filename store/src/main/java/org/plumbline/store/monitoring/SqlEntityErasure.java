package org.plumbline.store.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.monitoring.EntityErasure;
import org.plumbline.store.Database;

/** Removes the rows that name the entity, in the transaction of the audit entry. */
public final class SqlEntityErasure implements EntityErasure {
  private final Database database;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;

  /**
   * Erasures get an id of their own, since the trail is kept for ever and must not name anybody.
   */
  public SqlEntityErasure(Database database, AuditTrail audit, Supplier<UUID> ids) {
    this.database = database;
    this.audit = audit;
    this.ids = ids;
  }

  @Override
  public Optional<Erased> erase(String entity, Actor by, String reason) {
    return database.in(
        tx -> {
          Handle handle = Database.handle(tx);
          List<String> models =
              handle
                  .createQuery(
                      "delete from group_membership where entity = :entity returning model")
                  .bind("entity", entity)
                  .mapTo(String.class)
                  .list();
          int features =
              handle
                  .createUpdate("delete from feature_row where entity = :entity")
                  .bind("entity", entity)
                  .execute();
          if (models.isEmpty() && features == 0) {
            return Optional.empty();
          }
          handle
              .createUpdate(
                  """
                  update performance_window set stale = true
                  where version_key in (select key from watched_version where model = any(:models))
                  """)
              .bindArray("models", String.class, models.toArray())
              .execute();
          audit.append(
              tx,
              AuditEvent.of(by, "audit.erase", "entity", ids.get().toString())
                  .after(
                      Map.of(
                          "memberships", Integer.toString(models.size()),
                          "features", Integer.toString(features)))
                  .because(reason));
          return Optional.of(new Erased(models.size(), features));
        });
  }
}
