package org.plumbline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
  private static final int LENGTH = 24;
  private static final int LAST = LENGTH - 1;
  private static final Keyring KEYS = Keyring.of(List.of(Chains.KEY.getPublic()));

  private final List<ChainEntry> entries = Chains.entries(LENGTH);

  @Test
  void aChainAsWrittenHolds() {
    Report report = check(entries);

    assertThat(report.holds()).isTrue();
    assertThat(report.entries()).isEqualTo(LENGTH);
    assertThat(report.checkpoints()).isEqualTo(4);
    assertThat(report.sealedTo()).isEqualTo(LENGTH);
  }

  @Property
  void namesAChangedEntry(
      @ForAll @IntRange(min = 0, max = LAST) int at,
      @ForAll @IntRange(min = 0, max = 11) int field) {
    var changed = Chains.entries(LENGTH);
    changed.set(at, mutated(changed.get(at), field));

    assertFault(changed, Fault.Kind.CHANGED, at + 1);
  }

  @Property
  void namesAnEntryThatWasReplacedWithAHashOfItsOwn(
      @ForAll @IntRange(min = 0, max = LAST - 1) int at) {
    var changed = Chains.entries(LENGTH);
    ChainEntry old = changed.get(at);
    changed.set(
        at,
        ChainEntry.sealed(
            old.form(), old.sequence(), old.micros(), content("forged"), old.previous()));

    Report report = check(changed);

    // Where the next checkpoint stands between them, it is what tells.
    if ((at + 1) % 6 == 0) {
      assertThat(report.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.CHECKPOINT);
    } else {
      assertFault(changed, Fault.Kind.CHANGED, at + 1);
    }
  }

  @Property
  void namesARemovedEntry(@ForAll @IntRange(min = 0, max = LAST - 1) int at) {
    var changed = Chains.entries(LENGTH);
    changed.remove(at);

    assertFault(changed, Fault.Kind.REMOVED, at + 1);
  }

  @Property
  void namesARemovedEntryWhenTheLaterOnesWereRenumbered(
      @ForAll @IntRange(min = 0, max = LAST - 1) int at) {
    var changed = Chains.entries(LENGTH);
    changed.remove(at);
    renumber(changed);

    assertFault(changed, Fault.Kind.REMOVED, at + 1);
  }

  @Property
  void namesAnInsertedEntry(@ForAll @IntRange(min = 1, max = LAST) int at) {
    var changed = Chains.entries(LENGTH);
    changed.add(at, ChainEntry.sealed(2, at + 1, 0, content("forged"), changed.get(at - 1).hash()));

    Report report = checkEntries(changed);

    assertThat(report.fault()).map(Fault::kind).hasValue(Fault.Kind.INSERTED);
    assertThat(report.fault()).map(Fault::sequence).hasValue(at + 1L);
  }

  @Property
  void namesAnInsertedEntryWhenTheLaterOnesWereRenumbered(
      @ForAll @IntRange(min = 1, max = LAST) int at, @ForAll boolean withHash) {
    var changed = Chains.entries(LENGTH);
    ChainEntry forged =
        ChainEntry.sealed(2, at + 1, 0, content("forged"), changed.get(at - 1).hash());
    changed.add(
        at,
        withHash
            ? forged
            : new ChainEntry(2, at + 1, 0, forged.content(), forged.previous(), Digest.ZERO));
    renumber(changed);

    Report report = checkEntries(changed);

    assertThat(report.fault()).map(Fault::kind).hasValue(Fault.Kind.INSERTED);
    assertThat(report.fault()).map(Fault::sequence).hasValue(at + 1L);
  }

  @Property
  void namesEntriesThatChangedPlaces(
      @ForAll @IntRange(min = 0, max = LAST) int one,
      @ForAll @IntRange(min = 0, max = LAST) int other,
      @ForAll boolean renumbered) {
    var changed = Chains.entries(LENGTH);
    Collections.swap(changed, one, other);
    if (renumbered) {
      renumber(changed);
    }

    Report report = checkEntries(changed);

    if (one == other) {
      assertThat(report.holds()).isTrue();
    } else {
      assertThat(report.fault()).map(Fault::kind).hasValue(Fault.Kind.REORDERED);
      assertThat(report.fault()).map(Fault::sequence).hasValue(Math.min(one, other) + 1L);
    }
  }

  @Property
  void namesWhereTheEndIsMissing(@ForAll @IntRange(min = 1, max = LAST) int kept) {
    var check = new ChainCheck(KEYS);
    entries.subList(0, kept).forEach(check::accept);
    check.end(LENGTH, entries.getLast().hash());

    assertThat(check.report().fault()).map(Fault::kind).hasValue(Fault.Kind.TRUNCATED);
    assertThat(check.report().fault()).map(Fault::sequence).hasValue(kept + 1L);
  }

  @Test
  void findsAnEndThatIsMissingByTheLastCheckpoint() {
    var checkpoints = Chains.checkpoints(entries, 6, Chains.KEY);
    var check = new ChainCheck(KEYS);
    entries.subList(0, 20).forEach(check::accept);

    boolean wanted = true;
    for (Checkpoint checkpoint : checkpoints.subList(3, 4)) {
      wanted = check.accept(checkpoint);
    }

    assertThat(wanted).isFalse();
  }

  @Test
  void findsAChainRewrittenWithAllItsHashes() {
    var rewritten = new ArrayList<ChainEntry>();
    Digest head = Digest.ZERO;
    for (ChainEntry entry : entries) {
      var content = entry.sequence() == 9 ? content("forged") : entry.content();
      var next = ChainEntry.sealed(entry.form(), entry.sequence(), entry.micros(), content, head);
      rewritten.add(next);
      head = next.hash();
    }

    Fault fault =
        check(rewritten, Chains.checkpoints(entries, 6, Chains.KEY)).fault().orElseThrow();

    assertThat(fault.kind()).isEqualTo(Fault.Kind.CHECKPOINT);
    assertThat(fault.sequence()).isEqualTo(7);
    assertThat(fault.detail()).contains("7 to 12");
  }

  @Test
  void findsACheckpointOfAnotherKey() {
    var other = Chains.fresh();

    Fault unknown = check(entries, Chains.checkpoints(entries, 6, other)).fault().orElseThrow();
    Fault forged =
        check(
                entries,
                Chains.checkpoints(entries, 6, Chains.KEY).stream()
                    .map(checkpoint -> checkpoint.signed(new byte[64]))
                    .toList())
            .fault()
            .orElseThrow();

    assertThat(unknown.kind()).isEqualTo(Fault.Kind.SIGNATURE);
    assertThat(unknown.detail()).contains("not trusted");
    assertThat(forged.kind()).isEqualTo(Fault.Kind.SIGNATURE);
    assertThat(forged.detail()).contains("is not signed by the key");
  }

  @Test
  void findsARemovedCheckpoint() {
    for (int gone = 0; gone < 3; gone++) {
      var checkpoints = new ArrayList<>(Chains.checkpoints(entries, 6, Chains.KEY));
      checkpoints.remove(gone);

      Fault fault = check(entries, checkpoints).fault().orElseThrow();

      assertThat(fault.kind()).isEqualTo(Fault.Kind.CHECKPOINT);
      assertThat(fault.sequence()).isEqualTo(6L * (gone + 2));
    }
  }

  @Test
  void trustsAKeyThatATrustedOneHandedOverTo() {
    var next = Chains.fresh();
    var forged = Chains.fresh();
    var oldId = PublicKeys.id(Chains.KEY.getPublic());
    var offered =
        List.of(
            new TrustedKey(
                next.getPublic(),
                oldId,
                Chains.signature(TrustedKey.text(next.getPublic()), Chains.KEY)),
            new TrustedKey(
                forged.getPublic(),
                oldId,
                Chains.signature(TrustedKey.text(forged.getPublic()), forged)));

    Keyring grown = KEYS.with(offered);

    assertThat(grown.holds(oldId)).isTrue();
    assertThat(grown.holds(PublicKeys.id(next.getPublic()))).isTrue();
    assertThat(grown.holds(PublicKeys.id(forged.getPublic()))).isFalse();
  }

  @Test
  void checksAPartOfAChainFromAnyEntry() {
    var check = new ChainCheck(KEYS, 10);
    entries.subList(9, LENGTH).forEach(check::accept);
    check.end(LENGTH, entries.getLast().hash());

    assertThat(check.report().holds()).isTrue();
  }

  private static Content content(String actor) {
    return Chains.content(actor, "churn", null);
  }

  private static ChainEntry mutated(ChainEntry entry, int field) {
    Content content = entry.content();
    Content.Who who = content.who();
    var values = new TreeMap<>(Map.of("k", "v"));
    return switch (field) {
      case 0 -> with(entry, Chains.content("eve", content.objectId(), content.reason()));
      case 1 -> with(entry, Chains.content("ana", "another", content.reason()));
      case 2 -> with(entry, Chains.content("ana", content.objectId(), "invented"));
      case 3 -> with(entry, who(content, new Content.Who(who.actor(), "bo", "request-1", null)));
      case 4 -> with(entry, who(content, new Content.Who(who.actor(), null, null, null)));
      case 5 -> with(entry, who(content, new Content.Who(who.actor(), null, "request-1", "::1")));
      case 6 -> with(entry, states(content, values, content.after()));
      case 7 -> with(entry, states(content, content.before(), values));
      case 8 ->
          new ChainEntry(
              entry.form(),
              entry.sequence(),
              entry.micros() + 1,
              content,
              entry.previous(),
              entry.hash());
      case 9 ->
          new ChainEntry(
              3 - entry.form(),
              entry.sequence(),
              entry.micros(),
              content,
              entry.previous(),
              entry.hash());
      case 10 ->
          new ChainEntry(
              entry.form(),
              entry.sequence(),
              entry.micros(),
              content,
              Sha256.of("other"),
              entry.hash());
      default ->
          new ChainEntry(
              entry.form(),
              entry.sequence(),
              entry.micros(),
              content,
              entry.previous(),
              Sha256.of("other"));
    };
  }

  private static ChainEntry with(ChainEntry entry, Content content) {
    return new ChainEntry(
        entry.form(), entry.sequence(), entry.micros(), content, entry.previous(), entry.hash());
  }

  private static Content who(Content content, Content.Who who) {
    return new Content(
        who,
        content.action(),
        content.objectKind(),
        content.objectId(),
        content.before(),
        content.after(),
        content.reason(),
        null,
        List.of());
  }

  private static Content states(
      Content content,
      java.util.SortedMap<String, String> before,
      java.util.SortedMap<String, String> after) {
    return new Content(
        content.who(),
        content.action(),
        content.objectKind(),
        content.objectId(),
        before,
        after,
        content.reason(),
        null,
        List.of());
  }

  private static void renumber(List<ChainEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      ChainEntry entry = entries.get(i);
      entries.set(
          i,
          new ChainEntry(
              entry.form(),
              i + 1,
              entry.micros(),
              entry.content(),
              entry.previous(),
              entry.hash()));
    }
  }

  private void assertFault(List<ChainEntry> changed, Fault.Kind kind, long sequence) {
    Fault fault = check(changed).fault().orElseThrow();
    assertThat(fault.sequence()).as(fault.detail()).isEqualTo(sequence);
    assertThat(fault.kind()).as(fault.detail()).isEqualTo(kind);
  }

  private Report check(List<ChainEntry> changed) {
    return check(changed, Chains.checkpoints(entries, 6, Chains.KEY));
  }

  private static Report checkEntries(List<ChainEntry> changed) {
    return check(changed, List.of());
  }

  private static Report check(List<ChainEntry> changed, List<Checkpoint> checkpoints) {
    var check = new ChainCheck(KEYS);
    var signed = new ArrayList<>(checkpoints);
    for (ChainEntry entry : changed) {
      if (!check.accept(entry)) {
        break;
      }
      if (!signed.isEmpty() && signed.getFirst().size() == check.entries()) {
        check.accept(signed.removeFirst());
      }
    }
    return check.report();
  }
}
