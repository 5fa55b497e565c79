package org.plumbline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fast reading of a line beside the plain one, which is its oracle. */
class PlainLineTest {
  private static final Random RANDOM = new Random(11);
  private static final String[] TEXTS = {
    "", "ana", "näu 😀", "a b", "{}", "}{", "x,y:z", "2026-03-01", "\u007f", "a\u2028b"
  };

  private final PlainLine plain = new PlainLine();

  @Test
  void hashesWhatTheOracleHashes() {
    for (int i = 0; i < 2_000; i++) {
      ChainEntry entry = entry(i, TEXTS);
      byte[] line = utf8(line(entry));

      ParsedLine.Plain read = plain.read(line);

      if (read != null) {
        assertThat(read.computed()).isEqualTo(entry.hash());
        assertThat(read.link())
            .isEqualTo(new ChainCheck.Link(entry.sequence(), entry.previous(), entry.hash()));
        assertThat(read.entry()).isEqualTo(entry);
      }
    }
  }

  @Test
  void understandsWhatTheExporterMostlyWrites() {
    for (int i = 0; i < 500; i++) {
      byte[] line = utf8(line(entry(i, new String[] {"ana", "model churn", "näu", "{a}"})));

      assertThat(plain.read(line)).as(new String(line, StandardCharsets.UTF_8)).isNotNull();
    }
  }

  @Test
  void agreesWithTheOracleOnEveryDamagedLine() {
    int understood = 0;
    for (int i = 0; i < 400; i++) {
      byte[] whole = utf8(line(entry(i, TEXTS)));
      for (int j = 0; j < 60; j++) {
        byte[] line = damaged(whole);
        ParsedLine.Plain fast = plain.read(line);
        if (fast != null) {
          understood++;
          assertThat(ParsedLine.of(1, new String(line, StandardCharsets.UTF_8)))
              .as(new String(line, StandardCharsets.UTF_8))
              .isInstanceOfSatisfying(
                  ParsedLine.Entry.class,
                  slow -> {
                    assertThat(slow.computed()).isEqualTo(fast.computed());
                    assertThat(slow.wrong()).isEmpty();
                    assertThat(slow.proof()).isEmpty();
                    assertThat(fast.link())
                        .isEqualTo(
                            new ChainCheck.Link(
                                slow.entry().sequence(),
                                slow.entry().previous(),
                                slow.entry().hash()));
                  });
        }
      }
    }
    assertThat(understood).isPositive();
  }

  @Test
  void leavesWhatIsNoEntryToTheOracle() {
    for (String line :
        List.of("", "{}", "null", "{\"end\":{}}", "x".repeat(400), "{\"sequence\":1}")) {
      assertThat(plain.read(utf8(line))).as(line).isNull();
    }
  }

  /** A byte changed, taken out, doubled, or a piece moved. */
  private static byte[] damaged(byte[] whole) {
    int at = RANDOM.nextInt(whole.length);
    int other = RANDOM.nextInt(whole.length);
    byte[] line = whole.clone();
    switch (RANDOM.nextInt(4)) {
      case 0 -> line[at] = (byte) RANDOM.nextInt(256);
      case 1 -> {
        line = new byte[whole.length - 1];
        System.arraycopy(whole, 0, line, 0, at);
        System.arraycopy(whole, at + 1, line, at, whole.length - at - 1);
      }
      case 2 -> line[at] = whole[other];
      default ->
          line =
              new String(whole, 0, at, StandardCharsets.ISO_8859_1)
                  .getBytes(StandardCharsets.ISO_8859_1);
    }
    return line;
  }

  private static ChainEntry entry(int number, String[] texts) {
    int form = RANDOM.nextInt(5) == 0 ? 1 : 2;
    var blocks = new ArrayList<SealedBlock>();
    for (int i = 0; form == 2 && i < RANDOM.nextInt(3); i++) {
      SealedBlock.Opened values = opened(i);
      blocks.add(
          new SealedBlock(
              "subject-" + i,
              List.of("actor", "reason").subList(0, values.values().size()),
              CanonicalForm.commitment(values),
              new byte[] {1, 2, 3, (byte) i}));
    }
    var content =
        new Content(
            new Content.Who(text(texts), maybe(texts), maybe(texts), maybe(texts)),
            "model.describe",
            "model",
            text(texts),
            map(texts),
            map(texts),
            maybe(texts),
            form == 1 ? null : maybe(texts),
            blocks);
    return ChainEntry.sealed(
        form, number + 1L, Chains.NOON + number * 1_000_001L, content, Sha256.of("p" + number));
  }

  private static SealedBlock.Opened opened(int number) {
    byte[] salt = new byte[CanonicalForm.SALT_BYTES];
    salt[0] = (byte) number;
    return new SealedBlock.Opened(salt, List.of("ana", "why").subList(0, 1 + number % 2));
  }

  private static String line(ChainEntry entry) {
    var opened = new ArrayList<SealedBlock.@Nullable Opened>();
    for (int i = 0; i < entry.content().sealed().size(); i++) {
      opened.add(RANDOM.nextBoolean() ? opened(i) : null);
    }
    return ExportLines.entry(entry, opened, null);
  }

  private static String text(String[] texts) {
    return texts[RANDOM.nextInt(texts.length)];
  }

  private static @Nullable String maybe(String[] texts) {
    return RANDOM.nextBoolean() ? text(texts) : null;
  }

  private static SortedMap<String, String> map(String[] texts) {
    var map = new TreeMap<String, String>();
    for (int i = 0; i < RANDOM.nextInt(4); i++) {
      map.put("key" + RANDOM.nextInt(5), text(texts));
    }
    return map;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
