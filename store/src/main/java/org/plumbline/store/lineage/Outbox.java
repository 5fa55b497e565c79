package org.plumbline.store.lineage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.RegistrationListener;
import org.plumbline.registry.lineage.OpenLineage;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/**
 * Events that wait to be delivered, each at least once.
 *
 * <p>A sender claims an event for a while; one that dies leaves it to the next claim.
 */
public final class Outbox {
  private static final int LONGEST_FAILURE = 500;

  private final Database database;

  public Outbox(Database database) {
    this.database = database;
  }

  /** An event and how often it was tried, this time included. */
  record Letter(long position, String body, int attempts) {}

  /** Writes the events of each new version in the transaction of its registration. */
  public RegistrationListener recording(String namespace) {
    var events = new OpenLineage(namespace);
    return (tx, version) ->
        events.events(version).forEach(event -> append(tx, Json.write(event), version.createdAt()));
  }

  void append(Tx tx, String body, Instant at) {
    Database.handle(tx)
        .createUpdate("insert into outbox (body, written_at, next_at) values (:body, :at, :at)")
        .bind("body", body)
        .bind("at", Times.utc(at))
        .execute();
  }

  /** The oldest event that is due, kept from other senders until the lease ends. */
  Optional<Letter> claim(Instant now, Duration lease) {
    return database.in(
        tx ->
            Database.handle(tx)
                .createQuery(
                    """
                    update outbox set attempts = attempts + 1, next_at = :until
                    where position = (select position from outbox where next_at <= :now
                      order by position limit 1 for update skip locked)
                    returning position, body, attempts
                    """)
                .bind("now", Times.utc(now))
                .bind("until", Times.utc(now.plus(lease)))
                .map(
                    (row, context) ->
                        new Letter(
                            row.getLong("position"), row.getString("body"), row.getInt("attempts")))
                .findOne());
  }

  void delivered(Letter letter) {
    database.run(
        tx ->
            Database.handle(tx)
                .createUpdate("delete from outbox where position = :position")
                .bind("position", letter.position())
                .execute());
  }

  void failed(Letter letter, Instant next, String failure) {
    database.run(
        tx ->
            Database.handle(tx)
                .createUpdate(
                    """
                    update outbox set next_at = :next, failure = :failure
                    where position = :position
                    """)
                .bind("next", Times.utc(next))
                .bind("failure", failure.substring(0, Math.min(LONGEST_FAILURE, failure.length())))
                .bind("position", letter.position())
                .execute());
  }

  /** How many events wait. */
  public long waiting() {
    return database.read(
        handle -> handle.createQuery("select count(*) from outbox").mapTo(Long.class).one());
  }
}
