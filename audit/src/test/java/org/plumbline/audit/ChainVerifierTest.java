package org.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int LENGTH = 20;

  @Test
  void aChainAsWrittenHolds() {
    assertThat(verify(chain(), head(chain())).valid()).isTrue();
  }

  @Property
  void findsAChangedEntry(@ForAll @IntRange(min = 0, max = LENGTH - 1) int at) {
    var entries = chain();
    var entry = entries.get(at);
    entries.set(
        at,
        new AuditEntry(
            entry.sequence(),
            entry.at(),
            entry.event().because("invented later"),
            entry.previous(),
            entry.hash()));

    assertThat(verify(entries, head(chain())).firstBroken()).hasValue(at + 1);
  }

  @Property
  void findsARemovedEntry(@ForAll @IntRange(min = 0, max = LENGTH - 1) int at) {
    var entries = chain();
    entries.remove(at);

    assertThat(verify(entries, head(chain())).firstBroken()).hasValue(at + 1);
  }

  @Property
  void findsAnInsertedEntry(@ForAll @IntRange(min = 0, max = LENGTH - 1) int at) {
    var entries = chain();
    entries.add(
        at,
        AuditEntry.after(
            at == 0 ? ChainHead.EMPTY : entries.get(at - 1).head(),
            NOON,
            AuditEvent.of(Actor.user("eve"), "a.b", "thing", "forged")));

    assertThat(verify(entries, head(chain())).firstBroken()).hasValue(at + 2);
  }

  @Property
  void findsTwoEntriesThatChangedPlaces(
      @ForAll @IntRange(min = 0, max = LENGTH - 1) int one,
      @ForAll @IntRange(min = 0, max = LENGTH - 1) int other) {
    var entries = chain();
    Collections.swap(entries, one, other);

    var found = verify(entries, head(chain()));

    if (one == other) {
      assertThat(found.valid()).isTrue();
    } else {
      assertThat(found.firstBroken()).hasValue(Math.min(one, other) + 1);
    }
  }

  @Test
  void findsAChainCutShort() {
    var entries = chain();
    entries.removeLast();

    assertThat(verify(entries, head(chain())).firstBroken()).hasValue(LENGTH);
  }

  @Test
  void movingTextBetweenFieldsChangesTheHash() {
    var left = AuditEvent.of(Actor.user("ana"), "ab", "c", "").after(Map.of("k", "v"));
    var right = AuditEvent.of(Actor.user("ana"), "a", "bc", "").before(Map.of("k", "v"));

    assertThat(AuditEntry.after(ChainHead.EMPTY, NOON, left).hash())
        .isNotEqualTo(AuditEntry.after(ChainHead.EMPTY, NOON, right).hash());
  }

  /**
   * Frozen, computed apart by a script: a chain written by any release must verify in all later
   * ones.
   */
  @Test
  void theFirstFormOfAnEntryHasThisHash() {
    var event =
        AuditEvent.of(
                new Actor("ana", null, "r1", "::1"), "version.register", "version", "churn v1")
            .before(Map.of())
            .after(Map.of("b", "2", "a", "1"))
            .because("first");

    assertThat(AuditEntry.after(ChainHead.EMPTY, NOON, event).hash().hex())
        .isEqualTo("5d1a67556a7100b9f5fcbb310a98f0df50c461ee45dd5a4ddb74e55a7f03a117");
  }

  private static List<AuditEntry> chain() {
    var entries = new ArrayList<AuditEntry>();
    ChainHead head = ChainHead.EMPTY;
    for (int i = 0; i < LENGTH; i++) {
      var entry =
          AuditEntry.after(
              head,
              NOON.plusSeconds(i),
              AuditEvent.of(Actor.user("ana"), "a.b", "thing", "object " + i));
      entries.add(entry);
      head = entry.head();
    }
    return entries;
  }

  private static ChainHead head(List<AuditEntry> entries) {
    return entries.getLast().head();
  }

  private static ChainVerification verify(List<AuditEntry> entries, ChainHead head) {
    var verifier = new ChainVerifier();
    entries.forEach(verifier::accept);
    return verifier.finish(head, NOON);
  }
}
