package org.plumbline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Digest;

class SealingTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Sealing sealing = new Sealing(new SecureRandom());
  private final Map<String, SubjectKey> keys = new HashMap<>();

  private ChainEntry sealed(AuditEvent event) {
    var content = sealing.seal(event, NOON, name -> keys.computeIfAbsent(name, sealing::newKey));
    return ChainEntry.sealed(CanonicalForm.NEWEST, 1, 0, content, Digest.ZERO);
  }

  private AuditEntry open(ChainEntry entry) {
    return Sealing.open(
        entry,
        pseudonym ->
            keys.values().stream().filter(key -> key.pseudonym().equals(pseudonym)).findFirst());
  }

  @Test
  void whoeverHoldsTheKeysReadsWhatWasWritten() {
    var event =
        AuditEvent.of(new Actor("ana", null, null, "::1"), "version.registered", "version", "v1")
            .after(Map.of("author", "bo", "hash", "12"))
            .because("better");

    assertThat(open(sealed(event)).event()).isEqualTo(event);
    assertThat(keys).containsOnlyKeys("ana", "bo");
  }

  @Test
  void aDestroyedKeyErasesItsPersonOnlyAndLeavesTheHash() {
    var event =
        AuditEvent.of(new Actor("ana", "bo", null, "::1"), "version.registered", "version", "v1")
            .after(Map.of("author", "ana", "hash", "12"))
            .because("better");
    ChainEntry entry = sealed(event);

    keys.remove("ana");
    AuditEntry opened = open(entry);

    assertThat(opened.erased()).containsExactlyInAnyOrder("actor", "address", "after.author");
    assertThat(opened.event().actor()).isEqualTo(new Actor("erased", "bo", null, "erased"));
    assertThat(opened.event().after()).isEqualTo(Map.of("author", "erased", "hash", "12"));
    assertThat(opened.event().reason()).isEqualTo("better");
    assertThat(entry.computedHash()).isEqualTo(entry.hash());
  }

  @Test
  void whoDidNotSignInIsAStrangerOfTheDay() {
    var event =
        AuditEvent.of(
                new Actor(Actor.ANONYMOUS, null, "r", "10.0.0.7"),
                "session.opened",
                "unknown-user",
                "hunter2")
            .refused("unauthenticated");

    ChainEntry entry = sealed(event);

    assertThat(keys).containsOnlyKeys("strangers:2026-03-01");
    assertThat(entry.content().who().actor()).isEqualTo("anonymous");
    assertThat(entry.content().toString()).doesNotContain("hunter2", "10.0.0.7");
    assertThat(open(entry).event()).isEqualTo(event);
  }

  @Test
  void thePlatformItselfIsNoPerson() {
    var event = AuditEvent.of(Actor.system("guard"), "a.b", "model", "churn").because("why");

    assertThat(sealed(event).content().sealed()).isEmpty();
    assertThat(open(sealed(event)).event()).isEqualTo(event);
  }

  @Test
  void aTamperedBlockOpensToNothing() {
    var block =
        sealed(AuditEvent.of(Actor.user("ana"), "a.b", "model", "x")).content().sealed().getFirst();
    byte[] bytes = block.sealed();
    bytes[bytes.length - 1] ^= 1;
    var tampered =
        new org.plumbline.verifier.SealedBlock(
            block.subject(), block.fields(), block.commitment(), bytes);

    assertThat(Sealing.open(block, Optional.ofNullable(keys.get("ana")))).isPresent();
    assertThat(Sealing.open(tampered, Optional.ofNullable(keys.get("ana")))).isEmpty();
    assertThat(Sealing.open(block, Optional.of(sealing.newKey("eve")))).isEmpty();
    assertThat(Sealing.open(block, Optional.empty())).isEmpty();
  }
}
