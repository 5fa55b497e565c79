package org.plumbline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final int LENGTH = 30;

  @TempDir private @Nullable Path directory;

  private record Run(int exit, String out, String err) {}

  private static Run run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws IOException {
    Path file = Objects.requireNonNull(directory).resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private String export(List<String> lines) throws IOException {
    return file("export.jsonl", String.join("\n", lines) + "\n");
  }

  private static List<String> whole() {
    List<ChainEntry> entries = Chains.entries(LENGTH);
    return new ArrayList<>(Chains.export(entries, Chains.checkpoints(entries, 7, Chains.KEY)));
  }

  @Test
  void anExportAsWrittenHolds() throws IOException {
    Run run = run(export(whole()));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("The export holds. All 30 entries and 4 checkpoints hold, up to ")
        .contains("The last 2 entries are not under a signed checkpoint yet.");
  }

  @Test
  void answersAProgramInJson() throws IOException {
    Run run = run("--json", export(whole()));

    assertThat(run.out())
        .startsWith("{\"valid\":true,\"extent\":\"chain\",\"entries\":30,\"checkpoints\":4,");
  }

  @Test
  void aKeyFromElsewhereIsWhatCounts() throws IOException {
    String export = export(whole());
    String right = file("right.pem", PublicKeys.text(Chains.KEY.getPublic()));
    String wrong = file("wrong.pem", PublicKeys.text(Chains.fresh().getPublic()));

    assertThat(run(export, "--key", right).exit()).isZero();
    assertThat(run(export, "--key", right).out()).doesNotContain("--key");
    Run refused = run(export, "--key", wrong);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).startsWith("BROKEN (signature): Checkpoint 1 is signed by the key");
  }

  @Test
  void aCheckpointThatWasKeptMustStillBeThere() throws IOException {
    List<ChainEntry> entries = Chains.entries(LENGTH);
    Checkpoint kept = Chains.checkpoints(entries, 7, Chains.KEY).getLast();
    String keptFile = file("kept.json", ExportLines.checkpointText(kept));
    List<ChainEntry> cut = entries.subList(0, 10);
    List<ChainEntry> rewritten = new ArrayList<>();
    Digest head = Digest.ZERO;
    for (ChainEntry entry : entries) {
      rewritten.add(
          ChainEntry.sealed(2, entry.sequence(), entry.micros() + 1, entry.content(), head));
      head = rewritten.getLast().hash();
    }

    assertThat(run(export(whole()), "--checkpoint", keptFile).exit()).isZero();
    Run short1 =
        run(
            export(Chains.export(cut, Chains.checkpoints(cut, 7, Chains.KEY))),
            "--checkpoint",
            keptFile);
    Run other =
        run(
            export(Chains.export(rewritten, Chains.checkpoints(rewritten, 7, Chains.KEY))),
            "--checkpoint",
            keptFile);

    assertThat(short1.out()).startsWith("BROKEN (truncated): Checkpoint 4 that you kept");
    assertThat(other.out()).startsWith("BROKEN (checkpoint): Checkpoint 4 is not the one");
  }

  @Property(tries = 60)
  void findsAnyLineThatIsRemoved(@ForAll @IntRange(min = 1, max = 35) int at) throws IOException {
    List<String> lines = whole();
    lines.remove(at);

    assertBroken(lines, at);
  }

  @Property(tries = 60)
  void findsAnyLineThatStandsTwice(@ForAll @IntRange(min = 0, max = 35) int at) throws IOException {
    List<String> lines = whole();
    lines.add(at, lines.get(at));

    assertBroken(lines, at);
  }

  @Property(tries = 120)
  void findsAnySignThatIsChanged(
      @ForAll @IntRange(min = 1, max = 35) int at, @ForAll @IntRange(min = 0) int sign)
      throws IOException {
    List<String> lines = whole();
    String line = lines.get(at);
    int wanted = sign % line.length();
    int place = Character.isSurrogate(line.charAt(wanted)) ? 2 : wanted;
    char other = line.charAt(place) == '1' ? '2' : '1';
    lines.set(at, line.substring(0, place) + other + line.substring(place + 1));

    assertBroken(lines, at);
  }

  @Test
  void countsTheEntriesThatTheLastLineSays() throws IOException {
    List<String> lines = whole();
    String last = lines.removeLast();
    lines.add(last.replace("\"entries\":30", "\"entries\":31"));

    assertBroken(lines, lines.size() - 1);
    assertThat(run(export(lines)).out()).contains("says 31 entries and holds 30");
  }

  @Test
  void survivesFilesThatAreNoExport() throws IOException {
    assertThat(run(file("empty", "")).exit()).isEqualTo(1);
    assertThat(run(file("text", "hello\nworld\n")).err()).contains("This is no export");
    assertThat(run(file("deep", "[".repeat(100_000))).exit()).isEqualTo(1);
    assertThat(run(file("deeper", "{\"a\":" + "[".repeat(100_000))).exit()).isEqualTo(1);
    assertThat(run(file("long", "x".repeat(5 << 20))).err()).contains("longer than");
    assertThat(run("there-is-no-such-file").exit()).isEqualTo(1);
    List<String> lines = whole();
    lines.set(4, "\u0000\u0001");
    assertThat(run(export(lines)).out()).startsWith("BROKEN (unreadable): Line 5 cannot be read");
  }

  @Test
  void saysHowItIsUsed() throws IOException {
    assertThat(run("--help").exit()).isZero();
    assertThat(run().exit()).isEqualTo(2);
    assertThat(run("a", "b").exit()).isEqualTo(2);
    assertThat(run("--what").exit()).isEqualTo(2);
    assertThat(run("a", "--key").exit()).isEqualTo(2);
    assertThat(run("a", "--key", "there-is-no-such-file").exit()).isEqualTo(2);
    assertThat(run("a", "--key", file("k", "no key")).exit()).isEqualTo(2);
    assertThat(run("a", "--checkpoint", file("c", "{}")).exit()).isEqualTo(2);
  }

  @Test
  void checksWhatIsShownOfSealedValues() throws IOException {
    var opened = new SealedBlock.Opened(new byte[16], List.of("ana", "10.0.0.7"));
    var block =
        new SealedBlock(
            "p-1",
            List.of("actor", "address"),
            CanonicalForm.commitment(opened),
            new byte[] {1, 2, 3});
    var plain = Chains.content("p-1", "churn", null);
    var content =
        new Content(
            plain.who(),
            "a.b",
            "model",
            "churn",
            plain.before(),
            plain.after(),
            null,
            "forbidden",
            List.of(block));
    var entry = ChainEntry.sealed(2, 1, Chains.NOON, content, Digest.ZERO);
    var header = whole().getFirst();
    var end = ExportLines.end(1, 0, 1, entry.hash());
    String shown = ExportLines.entry(entry, List.of(opened), null);

    assertThat(run(export(List.of(header, shown, end))).exit()).isZero();
    assertThat(run(export(List.of(header, ExportLines.entry(entry, List.of(), null), end))).exit())
        .isZero();
    Run lie = run(export(List.of(header, shown.replace("\"ana\"", "\"eve\""), end)));
    assertThat(lie.out()).contains("the values shown for p-1 are not those that were sealed");
  }

  @Test
  void checksProofsOfSingleEntries() throws IOException {
    List<ChainEntry> entries = Chains.entries(21);
    Checkpoint checkpoint = Chains.checkpoints(entries, 21, Chains.KEY).getLast();
    var subtrees = new java.util.HashMap<String, Digest>();
    var tree = new MerkleTree((level, index, hash) -> subtrees.put(level + "/" + index, hash));
    entries.forEach(entry -> tree.add(entry.hash()));
    var lines = new ArrayList<String>();
    lines.add(
        ExportLines.header(
            ExportLines.Extent.PROOF,
            1,
            Chains.NOON,
            List.of(new TrustedKey(Chains.KEY.getPublic(), null, null)),
            checkpoint));
    for (int sequence : List.of(20, 11, 3)) {
      lines.add(
          ExportLines.entry(
              entries.get(sequence - 1),
              List.of(),
              MerkleProofs.inclusion(
                  sequence - 1,
                  21,
                  (level, index) -> Objects.requireNonNull(subtrees.get(level + "/" + index)))));
    }
    lines.add(ExportLines.end(3, 0, 3, entries.get(2).hash()));

    assertThat(run(export(lines)).out()).startsWith("The export holds. All 3 entries are in");

    var forged =
        ChainEntry.sealed(2, 11, 0, Chains.content("eve", "x", null), entries.get(9).hash());
    lines.set(2, ExportLines.entry(forged, List.of(), List.of()));
    assertThat(run(export(lines)).out())
        .startsWith("BROKEN (inserted): Entry 11 is not in the chain that checkpoint 1 signs");
  }

  /** Written by the first release that exported; every later one must still read it. */
  @Test
  void readsTheFrozenExport() throws IOException {
    Path frozen =
        Path.of(System.getProperty("plumbline.root", ".."))
            .resolve("audit-verifier/src/test/resources/exports/chain-1.jsonl");

    Run run = run(frozen.toString());

    assertThat(run.out()).startsWith("The export holds. All 30 entries and 4 checkpoints hold");
    assertThat(Arrays.asList(Files.readString(frozen).split("\n"))).isEqualTo(whole());
  }

  private void assertBroken(List<String> lines, int at) throws IOException {
    Path file = Files.createTempFile("export", ".jsonl");
    try {
      Files.writeString(file, String.join("\n", lines) + "\n");
      Run run = run(file.toString());

      assertThat(run.exit())
          .as("line %s: %s", at, lines.get(Math.min(at, lines.size() - 1)))
          .isEqualTo(1);
      assertThat(run.out()).startsWith("BROKEN (");
    } finally {
      Files.delete(file);
    }
  }
}
