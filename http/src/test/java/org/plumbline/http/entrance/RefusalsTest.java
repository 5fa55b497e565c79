package org.plumbline.http.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.MemoryAuditTrail;
import org.plumbline.http.Route;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.MemoryTransactions;

class RefusalsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Problem FORBIDDEN = Problem.of(ErrorCode.FORBIDDEN, "lacks model.kill");

  private final MemoryAuditTrail trail = new MemoryAuditTrail(() -> NOON);
  private final Refusals refusals = new Refusals(new MemoryTransactions(), trail, () -> NOON);

  @AfterEach
  void close() {
    refusals.close();
  }

  private static AuditEvent attempt(String user) {
    return AuditEvent.of(new Actor(user, null, "r", "10.0.0.7"), "model.kill", "model", "churn");
  }

  @Test
  void anAttemptIsEnteredWithTheCodeOfItsProblem() {
    refusals.enter(attempt("ana"), FORBIDDEN);

    AuditEvent event = trail.entries().getFirst().event();
    assertThat(event.outcome().code()).hasValue("forbidden");
    assertThat(event.actor().username()).isEqualTo("ana");
    assertThat(event.objectId()).isEqualTo("churn");
    assertThat(event.reason()).isEqualTo("lacks model.kill");
  }

  @Test
  void aFloodBecomesOneSum() {
    for (int i = 0; i < 1_000; i++) {
      refusals.enter(attempt("ana"), FORBIDDEN);
    }
    refusals.enter(attempt("bo"), FORBIDDEN);

    assertThat(trail.entries()).hasSize(Refusals.SINGLE_PER_MINUTE + 1);

    refusals.sum(NOON);

    AuditEntry sum = trail.entries().getLast();
    assertThat(trail.entries()).hasSize(Refusals.SINGLE_PER_MINUTE + 2);
    assertThat(sum.event().after())
        .isEqualTo(Map.of("further", "980", "since", "2026-03-01T12:00:00Z"));
    assertThat(sum.event().outcome().code()).hasValue("forbidden");
  }

  @Test
  void strangersShareOneAllowanceWhateverTheirAddresses() {
    for (int i = 0; i < 1_000; i++) {
      refusals.enter(
          AuditEvent.of(
              new Actor(Actor.ANONYMOUS, null, "r", "10.0.0." + i), "model.kill", "model", "churn"),
          Problem.of(ErrorCode.UNAUTHENTICATED, "sign in"));
    }

    refusals.close();

    assertThat(trail.entries()).hasSize(Refusals.STRANGERS_PER_MINUTE + 1);
    assertThat(trail.verify().valid()).isTrue();
  }

  @Test
  void whatCannotBeUnderstoodIsNoAttempt() {
    assertThat(
            List.of(ErrorCode.FORBIDDEN, ErrorCode.REFUSED, ErrorCode.CONFLICT, ErrorCode.KILLED))
        .allMatch(code -> Refusals.isRefusal(Problem.of(code, "no")));
    assertThat(List.of(ErrorCode.BAD_REQUEST, ErrorCode.INVALID_FIELD, ErrorCode.INTERNAL))
        .noneMatch(code -> Refusals.isRefusal(Problem.of(code, "no")));
  }

  @Test
  void anAttemptIsOnTheObjectThatItsPathNames() {
    assertThat(Attempt.Target.of(Route.SET_KILL_SWITCH, "/api/v1/models/churn/kill-switch"))
        .isEqualTo(new Attempt.Target("model", "churn"));
    assertThat(
            Attempt.Target.of(Route.DECIDE_CHANGE_REQUEST, "/api/v1/change-requests/7/approvals"))
        .isEqualTo(new Attempt.Target("change-request", "7"));
    assertThat(Attempt.Target.of(Route.OPEN_CHANGE_REQUEST, "/api/v1/change-requests"))
        .isEqualTo(new Attempt.Target("change-request", ""));
  }
}
