package org.plumbline.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditExport;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.verifier.Checkpoint;
import org.plumbline.verifier.ExportCheck;
import org.plumbline.verifier.Fault;
import org.plumbline.verifier.MerkleProofs;

class AuditRoomTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final TestDatabase TEST = TestDatabase.fresh();

  private final Database database = TEST.database();
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);

  @TempDir private @Nullable Path directory;
  private @Nullable AuditRoom opened;

  @BeforeEach
  void open() {
    execute("truncate audit_entry, audit_subject, audit_checkpoint, audit_node, audit_key");
    execute(
        """
        update audit_head set sequence = 0, hash = decode(repeat('00', 32), 'hex'),
          at = timestamptz 'epoch', micros = 0
        """);
    opened = reopened();
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  private AuditRoom reopened() {
    return AuditRoom.open(
        Home.open(Objects.requireNonNull(directory).resolve("home")), database, clock::get);
  }

  private AuditRoom room() {
    return Objects.requireNonNull(opened);
  }

  private AuditEntry append(AuditEvent event) {
    return database.in(tx -> room().trail().append(tx, event));
  }

  private void fill(int entries) {
    database.run(
        tx -> {
          for (int i = 0; i < entries; i++) {
            room()
                .trail()
                .append(
                    tx,
                    AuditEvent.of(
                            new Actor("ana", null, "r" + i, "10.0.0.7"), "a.b", "thing", "o" + i)
                        .because("note " + i));
          }
        });
  }

  private void execute(String sql) {
    database.run(tx -> Database.handle(tx).execute(sql));
  }

  private byte[] export(AuditFilter filter, AuditExport.Format format) throws IOException {
    var out = new ByteArrayOutputStream();
    room().evidence().export(new AuditExport(filter, format), out);
    return out.toByteArray();
  }

  private ExportCheck.Outcome verified(byte[] export) throws IOException {
    return new ExportCheck(List.of(room().evidence().keys().getFirst().key()), Optional.empty())
        .verify(new ByteArrayInputStream(export));
  }

  @Test
  void signsWhatIsThereAndVerifiesIt() {
    fill(10);
    room().checkpoint();
    fill(5);
    room().checkpoint();
    fill(1);

    var found = room().trail().verify();

    assertThat(found.valid()).as(found.detail()).isTrue();
    assertThat(found.entries()).isEqualTo(16);
    assertThat(found.checkpoints()).isEqualTo(2);
    assertThat(room().evidence().checkpoints(10, null))
        .extracting(Checkpoint::size)
        .containsExactly(15L, 10L);
  }

  @Test
  void aCheckpointIsDueAfterAThousandEntriesOrAMinute() {
    var maker = new CheckpointMaker(database, clock::get, key(), () -> trusted());
    fill(1);
    assertThat(maker.makeIfDue()).as("the first").isTrue();
    assertThat(maker.makeIfDue()).as("nothing new").isFalse();
    fill(999);
    assertThat(maker.makeIfDue()).as("too few").isFalse();
    fill(1);
    assertThat(maker.makeIfDue()).as("a thousand").isTrue();
    fill(1);
    clock.set(NOON.plus(Duration.ofMinutes(1)));
    assertThat(maker.makeIfDue()).as("a minute").isTrue();
    clock.set(NOON.plus(Duration.ofMinutes(10)));
    assertThat(maker.makeIfDue()).as("a minute without anything").isFalse();
  }

  private CheckpointKey key() {
    return CheckpointKey.open(Home.open(Objects.requireNonNull(directory).resolve("home")).keys());
  }

  private org.plumbline.verifier.Keyring trusted() {
    return org.plumbline.verifier.Keyring.of(List.of(key().open()));
  }

  @Test
  void goesOnAfterARestart() {
    fill(300);
    room().checkpoint();
    opened = reopened();
    fill(300);
    room().checkpoint();

    assertThat(room().trail().verify().valid()).isTrue();
    assertThat(room().evidence().keys()).hasSize(1);
  }

  @Test
  void findsAnEndRemovedWithTheHead() {
    fill(10);
    room().checkpoint();

    execute("delete from audit_entry where sequence > 6");
    execute(
        """
        update audit_head set sequence = 6,
          hash = (select hash from audit_entry where sequence = 6)
        """);

    Fault fault = room().trail().verify().fault().orElseThrow();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.TRUNCATED);
    assertThat(fault.sequence()).isEqualTo(7);
  }

  @Test
  void signsNothingThatWasTamperedWithBefore() {
    fill(10);
    room().checkpoint();
    fill(10);

    execute("update audit_entry set reason = 'invented' where sequence = 15");

    assertThatThrownBy(() -> room().checkpoint())
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TAMPERED))
        .hasMessageContaining("entry 15");
    assertThat(room().evidence().checkpoints(9, null)).hasSize(1);
  }

  @Test
  void aCheckpointOfAForeignKeyIsFound() {
    fill(3);
    room().checkpoint();
    var stranger =
        AuditRoom.open(
            Home.open(Objects.requireNonNull(directory).resolve("stranger")), database, clock::get);

    Fault fault = stranger.trail().verify().fault().orElseThrow();

    assertThat(fault.kind()).isEqualTo(Fault.Kind.SIGNATURE);
    assertThat(room().trail().verify().valid()).isTrue();
  }

  @Test
  void aNewKeyGoesOnWhereTheOldOneStopped() throws IOException {
    fill(3);
    var oldKey = key().open();
    room().rotateKey(Actor.user("ana"));
    opened = reopened();
    fill(3);
    room().checkpoint();

    assertThat(room().trail().verify().valid()).as(room().trail().verify().detail()).isTrue();
    assertThat(room().evidence().keys()).hasSize(2);
    var outcome =
        new ExportCheck(List.of(oldKey), Optional.empty())
            .verify(new ByteArrayInputStream(export(AuditFilter.ALL, AuditExport.Format.JSONL)));
    assertThat(outcome.report().holds()).as(outcome.report().detail()).isTrue();
    assertThat(outcome.report().checkpoints()).isEqualTo(2);
  }

  @Test
  void provesThatAnEntryIsInTheChain() {
    fill(700);
    room().checkpoint();

    for (long sequence : new long[] {1, 2, 256, 257, 512, 513, 699, 700}) {
      var proof = room().evidence().inclusion(sequence);

      assertThat(
              MerkleProofs.includes(
                  proof.entry().hash(),
                  sequence - 1,
                  proof.checkpoint().size(),
                  proof.path(),
                  proof.checkpoint().root()))
          .as("entry %s", sequence)
          .isTrue();
    }
  }

  @Test
  void provesThatNothingWasTakenBackBetweenTwoCheckpoints() {
    fill(300);
    room().checkpoint();
    fill(400);
    room().checkpoint();

    var proof = room().evidence().consistency(300, 700);

    assertThat(
            MerkleProofs.extendsTree(
                300, proof.from().root(), 700, proof.to().root(), proof.path()))
        .isTrue();
    assertThatThrownBy(() -> room().evidence().consistency(299, 700))
        .hasMessageContaining("There is no checkpoint of 299 entries");
  }

  @Test
  void saysWhenNoCheckpointCoversAnEntryYet() {
    fill(1);

    assertThatThrownBy(() -> room().evidence().inclusion(1))
        .hasMessageContaining("No checkpoint covers entry 1 yet");
    assertThatThrownBy(() -> room().evidence().inclusion(7))
        .hasMessageContaining("There is no audit entry 7");
  }

  @Test
  void exportsAChainThatTheVerifierAccepts() throws IOException {
    fill(1_500);
    room().checkpoint();
    fill(700);
    room().checkpoint();
    fill(3);

    var outcome = verified(export(AuditFilter.ALL, AuditExport.Format.JSONL));

    assertThat(outcome.report().holds()).as(outcome.report().detail()).isTrue();
    assertThat(outcome.report().entries()).isEqualTo(2_203);
    assertThat(outcome.report().checkpoints()).isEqualTo(2);
  }

  @Test
  void exportsSelectionsAndProofs() throws IOException {
    fill(20);
    append(AuditEvent.of(Actor.user("bo"), "c.d", "thing", "x"));
    room().checkpoint();
    append(AuditEvent.of(Actor.user("bo"), "c.d", "thing", "y"));
    AuditFilter bo = AuditFilter.ALL.actor("bo");

    var selection = verified(export(bo, AuditExport.Format.JSONL));
    var proofs = verified(export(bo, AuditExport.Format.PROOF));
    byte[] tampered =
        new String(export(bo, AuditExport.Format.PROOF), StandardCharsets.UTF_8)
            .replace("\"objectId\":\"x\"", "\"objectId\":\"z\"")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(selection.report().entries()).isEqualTo(2);
    assertThat(selection.report().holds()).isTrue();
    assertThat(proofs.report().entries()).isEqualTo(1);
    assertThat(proofs.report().holds()).as(proofs.report().detail()).isTrue();
    assertThat(verified(tampered).report().fault()).map(Fault::sequence).hasValue(21L);
  }

  @Test
  void exportsATableThatNoSpreadsheetRuns() throws IOException {
    append(
        AuditEvent.of(Actor.user("ana"), "a.b", "thing", "x")
            .after(Map.of("k", "v"))
            .because("=HYPERLINK(\"a\",\"b\")"));

    String csv =
        new String(export(AuditFilter.ALL, AuditExport.Format.CSV), StandardCharsets.UTF_8);

    assertThat(csv.lines())
        .element(1)
        .asString()
        .startsWith("1,2026-03-01T12:00:00.000000Z,ana,,a.b,thing,x,done,")
        .contains("\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"", "\"{\"\"k\"\":\"\"v\"\"}\"");
  }

  @Test
  void forgetsAPersonAndStillHolds() throws IOException {
    fill(3);
    append(
        AuditEvent.of(Actor.system("setup"), "user.created", "user", "ana")
            .after(Map.of("roles", "viewer")));
    room().checkpoint();
    String before =
        new String(export(AuditFilter.ALL, AuditExport.Format.JSONL), StandardCharsets.UTF_8);

    var erased =
        room().erasure().erase("ana", Actor.user("admin"), "asked by letter").orElseThrow();
    room().checkpoint();

    assertThat(before).contains("\"ana\"", "10.0.0.7");
    String after =
        new String(export(AuditFilter.ALL, AuditExport.Format.JSONL), StandardCharsets.UTF_8);
    assertThat(after).doesNotContain("\"ana\"", "10.0.0.7");
    assertThat(verified(after.getBytes(StandardCharsets.UTF_8)).report().holds()).isTrue();
    assertThat(room().trail().verify().valid()).isTrue();
    AuditEntry entry = room().trail().find(1).orElseThrow();
    assertThat(entry.event().actor().username()).isEqualTo(AuditEntry.ERASED);
    assertThat(entry.erased()).containsExactlyInAnyOrder("actor", "address");
    assertThat(room().trail().find(4).orElseThrow().event().after())
        .isEqualTo(Map.of("roles", "erased"));
    AuditEntry last = room().trail().list(AuditQuery.newest(1)).entries().getFirst();
    assertThat(last.event().action()).isEqualTo("audit.erase");
    assertThat(last.event().objectId()).isEqualTo(erased.pseudonym());
    assertThat(erased.inTheClear()).isZero();
    assertThat(room().trail().list(AuditQuery.of(AuditFilter.ALL.actor("ana"), 9)).entries())
        .isEmpty();
    assertThat(
            room()
                .trail()
                .list(AuditQuery.of(AuditFilter.ALL.actor(erased.pseudonym()), 9))
                .entries())
        .hasSize(3);
  }

  @Test
  void whoIsErasedAndActsAgainBeginsAnew() {
    fill(1);
    var other = reopened();

    other.erasure().erase("ana", Actor.user("admin"), "asked");
    fill(1);

    AuditEntry entry = room().trail().list(AuditQuery.newest(1)).entries().getFirst();
    assertThat(entry.event().actor().username()).isEqualTo("ana");
    assertThat(entry.erased()).isEmpty();
    assertThat(room().trail().verify().valid()).isTrue();
    assertThat(room().erasure().erase("nobody", Actor.user("admin"), "asked")).isEmpty();
  }

  @Test
  void makesALastCheckpointWhenItCloses() {
    room().start();
    fill(2);

    room().close();

    assertThat(room().evidence().latest()).map(Checkpoint::size).hasValue(2L);
  }
}
