package org.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.Transactions;
import org.plumbline.verifier.Digest;

/** What every audit trail does; each test starts on an empty one. */
public abstract class AuditTrailContract {
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Actor ANA = new Actor("ana", "batch", "request-1", "10.0.0.7");

  /** The trail under test, with a clock that stands at {@link #NOON}. */
  protected abstract AuditTrail trail();

  protected abstract Transactions transactions();

  @Test
  void givesBackWhatWasAppended() {
    var event =
        AuditEvent.of(ANA, "model.describe", "model", "churn")
            .before(Map.of("description", "old"))
            .after(Map.of("description", "näu \"quoted\" \uD83D\uDE00", "owner", ""))
            .because("a better text");

    var entry = append(event);

    assertThat(entry.sequence()).isEqualTo(1);
    assertThat(entry.previous()).isEqualTo(Digest.ZERO);
    assertThat(trail().list(AuditQuery.newest(10)).entries()).containsExactly(entry);
    assertThat(entry.at()).isEqualTo(NOON);
  }

  @Test
  void chainsEachEntryToTheOneBefore() {
    var first = append(event("ana", "a.b", "1"));

    var second = append(event("bo", "a.b", "2"));

    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(trail().verify().valid()).isTrue();
    assertThat(trail().verify().entries()).isEqualTo(2);
  }

  @Test
  void forgetsTheEntryOfAChangeThatFailed() {
    append(event("ana", "a.b", "1"));

    assertThatThrownBy(
            () ->
                transactions()
                    .run(
                        tx -> {
                          trail().append(tx, event("ana", "a.b", "2"));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    append(event("ana", "a.b", "3"));
    assertThat(objects(AuditQuery.newest(10))).containsExactly("3", "1");
    assertThat(trail().verify().valid()).isTrue();
  }

  @Test
  void storesTextThatNoDatabaseTakesAsItIs() {
    append(event("ana", "a.b", "nul \0 and half \uD83D"));

    assertThat(trail().verify().valid()).isTrue();
    assertThat(objects(AuditQuery.newest(1))).containsExactly("nul \uFFFD and half ?");
  }

  @Test
  void pagesFromNewestToOldest() {
    for (int i = 1; i <= 5; i++) {
      append(event("ana", "a.b", Integer.toString(i)));
    }

    var first = trail().list(AuditQuery.newest(2));
    var second = trail().list(new AuditQuery(AuditFilter.ALL, 3, first.next().orElseThrow()));

    assertThat(first.entries()).extracting(AuditEntry::sequence).containsExactly(5L, 4L);
    assertThat(second.entries()).extracting(AuditEntry::sequence).containsExactly(3L, 2L, 1L);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void filtersByActorActionObjectAndTime() {
    append(event("ana", "a.b", "1"));
    append(event("bo", "a.b", "2"));
    append(event("ana", "c.d", "3"));

    assertThat(objects(AuditFilter.ALL.actor("ana"))).containsExactly("3", "1");
    assertThat(objects(AuditFilter.ALL.actor("nobody"))).isEmpty();
    assertThat(objects(AuditFilter.ALL.action("a.b"))).containsExactly("2", "1");
    assertThat(objects(AuditFilter.ALL.object("2"))).containsExactly("2");
    assertThat(objects(AuditFilter.ALL.object("thing"))).hasSize(3);
    assertThat(objects(AuditFilter.ALL.between(NOON, null))).hasSize(3);
    assertThat(objects(AuditFilter.ALL.between(null, NOON))).isEmpty();
    assertThat(objects(AuditFilter.ALL.actor("ana").action("c.d").object("thing")))
        .containsExactly("3");
  }

  @Test
  void filtersByOutcome() {
    append(event("ana", "a.b", "1"));
    append(event("ana", "a.b", "2").refused("conflict"));
    append(event("ana", "a.b", "3").refused("forbidden"));

    assertThat(objects(AuditFilter.ALL.outcome("done"))).containsExactly("1");
    assertThat(objects(AuditFilter.ALL.outcome("refused"))).containsExactly("3", "2");
    assertThat(objects(AuditFilter.ALL.outcome("conflict"))).containsExactly("2");
    assertThat(trail().verify().valid()).isTrue();
  }

  @Test
  void findsWordsOfReasonsAndValues() {
    append(event("ana", "a.b", "1").because("quarterly review"));
    append(event("ana", "a.b", "2").after(Map.of("description", "a review of prices")));
    append(event("ana", "a.b", "3"));

    assertThat(objects(AuditFilter.ALL.text("review"))).containsExactly("2", "1");
    assertThat(objects(AuditFilter.ALL.text("quarterly"))).containsExactly("1");
    assertThat(objects(AuditFilter.ALL.text("yearly"))).isEmpty();
  }

  @Test
  void findsAnEntryByItsNumber() {
    var entry = append(event("ana", "a.b", "1"));

    assertThat(trail().find(1)).hasValue(entry);
    assertThat(trail().find(2)).isEmpty();
  }

  @Test
  void keepsWhatIsAboutPersonsOutOfTheClear() {
    var entry =
        append(
            AuditEvent.of(new Actor("ana", "bo", "r", "10.0.0.7"), "user.created", "user", "carla")
                .after(Map.of("roles", "viewer"))
                .because("Carla starts on Monday"));

    var content = entry.stored().content();

    assertThat(content.toString())
        .doesNotContain("ana", "bo,", "10.0.0.7", "carla", "viewer", "Monday");
    assertThat(content.sealed()).hasSize(3);
    assertThat(entry.event().actor()).isEqualTo(new Actor("ana", "bo", "r", "10.0.0.7"));
    assertThat(entry.event().after()).isEqualTo(Map.of("roles", "viewer"));
    assertThat(entry.event().reason()).isEqualTo("Carla starts on Monday");
    assertThat(entry.erased()).isEmpty();
  }

  @Test
  void anEmptyChainHolds() {
    assertThat(trail().verify().valid()).isTrue();
    assertThat(trail().list(AuditQuery.newest(1)).entries()).isEmpty();
  }

  protected final AuditEntry append(AuditEvent event) {
    return transactions().in(tx -> trail().append(tx, event));
  }

  protected static AuditEvent event(String actor, String action, String id) {
    return AuditEvent.of(Actor.user(actor), action, "thing", id);
  }

  private List<String> objects(AuditFilter filter) {
    return objects(AuditQuery.of(filter, 9));
  }

  private List<String> objects(AuditQuery query) {
    return trail().list(query).entries().stream().map(entry -> entry.event().objectId()).toList();
  }
}
