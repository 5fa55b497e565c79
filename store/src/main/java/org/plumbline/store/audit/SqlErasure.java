package org.plumbline.store.audit;

import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.Erasure;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Takes name and key from a row; the pseudonym stays, and so does the chain. */
final class SqlErasure implements Erasure {
  private final Database database;
  private final AuditTrail audit;
  private final InstantSource clock;

  SqlErasure(Database database, AuditTrail audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<Erased> erase(String subject, Actor by, String reason) {
    return database.in(
        tx -> {
          Handle handle = Database.handle(tx);
          Optional<String> pseudonym =
              handle
                  .createQuery(
                      """
                      update audit_subject
                      set name = null, key = null, erased_at = :at
                      where name = :name
                      returning id
                      """)
                  .bind("at", Times.utc(clock.instant()))
                  .bind("name", subject)
                  .mapTo(String.class)
                  .findOne();
          pseudonym.ifPresent(
              id ->
                  audit.append(
                      tx, AuditEvent.of(by, "audit.erase", "subject", id).because(reason)));
          return pseudonym.map(id -> new Erased(id, inTheClear(handle, subject)));
        });
  }

  private static long inTheClear(Handle handle, String subject) {
    return handle
        .createQuery(
            """
            select count(*) from (
              select sequence from audit_entry where actor = :name and form = 1
              union
              select sequence from audit_entry
              where object_id = :name and object_kind = 'user' and form = 1) entry
            """)
        .bind("name", subject)
        .mapTo(Long.class)
        .one();
  }
}
