package org.plumbline.store.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditQuery;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.Times;
import org.plumbline.store.audit.SqlAuditTrail;

/** Which notices go, and which stay however old they are. */
class NoticeRetentionTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(31));

  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = test.database();
  private final SqlAuditTrail audit = new SqlAuditTrail(database, () -> NOW);
  private final NoticeRetention retention = new NoticeRetention(database, audit, () -> NOW, 30);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void thoseOfAnAlertGoTogetherOnceItIsLongResolvedAndNoneWaits() {
    UUID over = alert("over", LONG_AGO);
    notice(over, "opened", "delivered");
    notice(over, "resolved", "dead");
    notice(alert("lately", NOW.minus(Duration.ofDays(29))), "opened", "delivered");
    UUID onItsWay = alert("on its way", LONG_AGO);
    notice(onItsWay, "opened", "delivered");
    notice(onItsWay, "resolved", "waiting");
    notice(alert("open", null), "opened", "delivered");

    assertThat(retention.drop()).isEqualTo(2);
    assertThat(retention.drop()).isZero();

    assertThat(count("select count(*) from notice")).isEqualTo(4);
    assertThat(count("select count(*) from alert")).isEqualTo(4);
    AuditEvent told = audit.list(AuditQuery.newest(10)).entries().getFirst().event();
    assertThat(told.action()).isEqualTo("notices.dropped");
    assertThat(told.after()).isEqualTo(Map.of("notices", "2", "keptDays", "30"));
    assertThat(count("select count(*) from audit_entry where action = 'notices.dropped'"))
        .as("nothing is told of a look that finds nothing")
        .isEqualTo(1);
  }

  private UUID alert(String cause, @Nullable Instant resolvedAt) {
    UUID id = UUID.randomUUID();
    database.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    insert into alert (id, model, version, kind, severity, state, title, detail,
                      opened_at, resolved_at)
                    values (?, ?, 1, 'featureDrift', 'HIGH', ?, '', '', ?, ?)
                    """,
                    id,
                    cause,
                    resolvedAt == null ? "open" : "resolved",
                    Times.utc(LONG_AGO),
                    Times.utcOrNull(resolvedAt)));
    return id;
  }

  private void notice(UUID alert, String event, String state) {
    database.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    insert into notice (id, route, alert, event, severity, body, state, written_at,
                      key)
                    values (gen_random_uuid(), 'desk', ?, ?, 'HIGH', '{}', ?, ?, ?)
                    """,
                    alert,
                    event,
                    state,
                    Times.utc(LONG_AGO),
                    event));
  }

  private long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
