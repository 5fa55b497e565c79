package org.plumbline.store.notice;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.Recurring;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/**
 * Drops the notices of alerts that resolved longer ago than they are kept.
 *
 * <p>All notices of an alert go together and only once none of them waits: a part of them would be
 * taken for receivers who do not know yet. Alerts, incidents and their histories stay. Safe to run
 * on several instances.
 */
public final class NoticeRetention implements AutoCloseable {
  private static final Duration EVERY = Duration.ofHours(1);

  private final Database database;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final long days;
  private final Recurring background = Recurring.virtual("notice-retention", EVERY, this::drop);

  NoticeRetention(Database database, AuditTrail audit, InstantSource clock, long days) {
    require(days >= 1, "notices are kept for %s days but must be for one at least", days);
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.days = days;
  }

  /** Looks every hour until {@link #close}. */
  void start() {
    background.start();
  }

  /** Drops what may go now and returns how many. */
  int drop() {
    return database.in(
        tx -> {
          int dropped =
              Database.handle(tx)
                  .createUpdate(
                      """
                      delete from notice where alert in (
                        select id from alert
                        where state = 'resolved' and resolved_at < :before
                          and not exists (select from notice waiting
                            where waiting.alert = alert.id and waiting.state = 'waiting'))
                      """)
                  .bind("before", Times.utc(clock.instant().minus(Duration.ofDays(days))))
                  .execute();
          if (dropped > 0) {
            audit.append(
                tx,
                AuditEvent.of(
                        Actor.system("retention"),
                        "notices.dropped",
                        "notices",
                        "of resolved alerts")
                    .after(
                        Map.of(
                            "notices",
                            Integer.toString(dropped),
                            "keptDays",
                            Long.toString(days))));
          }
          return dropped;
        });
  }

  @Override
  public void close() {
    background.close();
  }
}
