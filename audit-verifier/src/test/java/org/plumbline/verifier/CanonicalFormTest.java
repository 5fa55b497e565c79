package org.plumbline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
  private static final SealedBlock BLOCK =
      new SealedBlock("p-1", List.of("actor"), Sha256.of("c"), new byte[] {1, 2});

  private static Content content(
      String action, String kind, Map<String, String> before, @Nullable SealedBlock block) {
    return new Content(
        new Content.Who("ana", null, "r1", "::1"),
        action,
        kind,
        "churn v1",
        new TreeMap<>(before),
        new TreeMap<>(Map.of("b", "2", "a", "1")),
        "first",
        null,
        block == null ? List.of() : List.of(block));
  }

  private static String hash(int form, Content content) {
    return CanonicalForm.hash(
            form, 1, Micros.parse("2026-03-01T12:00:00.000000Z"), content, Digest.ZERO)
        .hex();
  }

  /** Frozen, computed apart by a script: what any release wrote must verify in all later ones. */
  @Test
  void theFormsOfAnEntryHaveTheseHashes() {
    var content = content("version.register", "version", Map.of(), null);

    assertThat(hash(1, content))
        .isEqualTo("5d1a67556a7100b9f5fcbb310a98f0df50c461ee45dd5a4ddb74e55a7f03a117");
    assertThat(hash(2, content("version.register", "version", Map.of(), BLOCK)))
        .isEqualTo("f943b2e2b9e7c4f1eb446eb7b2ab600892f3db0e0d2f48589e2b8241dd271b89");
  }

  @Test
  void movingTextBetweenFieldsChangesTheHash() {
    assertThat(hash(2, content("ab", "c", Map.of(), null)))
        .isNotEqualTo(hash(2, content("a", "bc", Map.of(), null)));
    assertThat(hash(1, content("ab", "c", Map.of("k", "v"), null)))
        .isNotEqualTo(hash(2, content("ab", "c", Map.of("k", "v"), null)));
  }

  @Test
  void blocksComeBackAsTheyWereWritten() {
    byte[] bytes = CanonicalForm.blocks(List.of(BLOCK, BLOCK));

    var read = CanonicalForm.parseBlocks(bytes);

    assertThat(read).hasSize(2);
    assertThat(CanonicalForm.blocks(read)).isEqualTo(bytes);
    assertThat(read.getFirst().sealed()).containsExactly(1, 2);
  }

  @Test
  void blocksThatNobodyWroteAreRefused() {
    byte[] bytes = CanonicalForm.blocks(List.of(BLOCK));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> CanonicalForm.parseBlocks(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> CanonicalForm.parseBlocks(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstFormTakesNoSealedValues() {
    assertThatThrownBy(() -> hash(1, content("a", "b", Map.of(), BLOCK)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hash(3, content("a", "b", Map.of(), null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timesHaveOneText() {
    assertThat(Micros.text(0)).isEqualTo("1970-01-01T00:00:00.000000Z");
    assertThat(Micros.parse("1969-12-31T23:59:59.999999Z")).isEqualTo(-1);
    assertThatThrownBy(() -> Micros.parse("2026-03-01T12:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class);
    for (String text :
        List.of(
            "0000-01-01T00:00:00.000000Z",
            "2024-02-29T23:59:59.000001Z",
            "9999-12-31T12:34:56.789012Z",
            "+12026-03-01T12:00:00.000000Z")) {
      assertThat(Micros.text(Micros.parse(text))).isEqualTo(text);
      assertThat(Micros.parse(text)).isEqualTo(Micros.of(Instant.parse(text)));
    }
    for (String text :
        List.of(
            "2026-02-29T12:00:00.000000Z",
            "2026-13-01T12:00:00.000000Z",
            "2026-03-01T24:00:00.000000Z",
            "2026-03-01T23:60:00.000000Z",
            "2016-12-31T23:59:60.000000Z",
            "2026-03-01t12:00:00.000000Z",
            "2026-03-01T12:00:00.00000AZ",
            "2026-03-01T12:00:00.000000+00:00")) {
      assertThatThrownBy(() -> Micros.parse(text))
          .isInstanceOfAny(IllegalArgumentException.class, DateTimeException.class);
    }
  }

  @Test
  void digestsAreSpeltInOneWay() {
    String hex = "0123456789abcdef".repeat(4);

    assertThat(Digest.parse(hex).hex()).isEqualTo(hex);
    for (String wrong :
        List.of(
            "", hex + "0", hex.replace('a', 'A'), hex.replace('f', 'g'), hex.replace('9', '/'))) {
      assertThatThrownBy(() -> Digest.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
