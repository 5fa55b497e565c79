package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.drift.DriftReport;

class ProfileFormatTest {
  static TableProfile sample() {
    ProfileBuilder builder =
        new ProfileBuilder(
            List.of(
                ProfileColumn.numeric("small \"quoted\"\n"),
                ProfileColumn.numeric("large"),
                ProfileColumn.numeric("empty"),
                ProfileColumn.categorical(
                    "colour", List.of("rot", "grün", "\ud83d\ude00", "\ud800")),
                ProfileColumn.categorical("many", List.of())),
            new ProfileSettings(64, 64));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      builder.addColumn(0, new double[] {i % 5 == 0 ? Double.NaN : i % 7 - 3.25});
      builder.addColumn(1, new double[] {random.nextDouble(-1e9, 1e9)});
      builder.addColumn(3, new double[] {i % 4});
      builder.addCategory(4, i % 9 == 0 ? null : "category " + i);
    }
    builder.addColumn(
        0,
        new double[] {
          Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE
        });
    builder.addColumn(3, new double[] {-1, Double.NaN});
    return builder.build();
  }

  @Test
  void bothFormsReadBackTheSame() {
    TableProfile profile = sample();

    assertThat(TableProfile.fromBytes(profile.toBytes())).isEqualTo(profile);
    assertThat(TableProfile.fromJson(profile.toJson())).isEqualTo(profile);
    assertThat(TableProfile.fromBytes(profile.toBytes()).toBytes()).isEqualTo(profile.toBytes());
    assertThat(TableProfile.fromJson(profile.toJson()).toJson()).isEqualTo(profile.toJson());
    assertThat(profile.column("large").orElseThrow().exact()).isFalse();
    assertThat(profile.column("many").orElseThrow().exact()).isFalse();
  }

  @Test
  void everyCutAndEveryFlippedByteIsRefused() {
    byte[] bytes = sample().toBytes();

    for (int length = 0; length < bytes.length; length += 13) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> TableProfile.fromBytes(cut))
          .isInstanceOf(ProfileFormatException.class);
    }
    for (int i = 0; i < bytes.length; i += 7) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 0x20;
      assertThatThrownBy(() -> TableProfile.fromBytes(flipped))
          .isInstanceOf(ProfileFormatException.class);
    }
  }

  @Test
  void forgedBytesWithRightCheckSumAreRefusedOrHarmless() {
    byte[] bytes = sample().toBytes();
    SplittableRandom random = new SplittableRandom(3);

    for (int i = 0; i < 3_000; i++) {
      ByteSink forged = new ByteSink();
      byte[] body = Arrays.copyOf(bytes, bytes.length - 4);
      for (int changes = 0; changes < 1 + i % 3; changes++) {
        body[random.nextInt(5, body.length)] = (byte) random.nextInt();
      }
      forged.bytes(body);
      try {
        TableProfile read = TableProfile.fromBytes(forged.checked());
        assertThat(TableProfile.fromBytes(read.toBytes())).isEqualTo(read);
        assertThat(read.rowCount()).isNotNegative();
        DriftReport.compare(sample(), read);
      } catch (ProfileFormatException refused) {
        assertThat(refused).hasMessageStartingWith("not a readable profile: ");
      }
    }
  }

  @Test
  void brokenTextIsRefusedWithTheReason() {
    String json = sample().toJson();

    refused("", "ends too early");
    refused("[]", "is no object");
    refused("{\"format\":\"other\",\"version\":1,\"columns\":[]}", "its format is not");
    refused(json.replace("\"version\":2", "\"version\":3"), "version 3");
    refused(json.replace("\"version\":2", "\"version\":1"), "unknown frequent");
    refused(json.replace("\"frequent\":{", "\"frequent\":{\"more\":1,"), "unknown more");
    refused(json.replace("\"frequent\":{", "\"often\":{"), "unknown often");
    refused(json.replaceFirst("\"error\":\\d+", "\"error\":-1"), "an error of -1");
    refused(json.replaceFirst("\"error\":\\d+", "\"error\":1000"), "an error of 1000");
    refused(json.replace("\"level\":0", "\"level\":0,\"extra\":1"), "unknown extra");
    refused(json.replace("\"missing\":100", "\"missing\":-1"), "must not be negative");
    refused(json.replace("\"kind\":\"numeric\"", "\"kind\":\"date\""), "kind date");
    refused(json.replaceFirst("\"counts\":\\[", "\"counts\":[0,"), "counts");
    refused(json.replaceFirst("\"counts\":\\[", "\"counts\":[1.5,"), "1.5");
    refused(json.substring(0, json.length() / 2), "too early");
    refused(json + "x", "follows its end");
    refused("[".repeat(100_000), "nests too deeply");
    refused(json.replace("\"valueLimit\":64", "\"valueLimit\":1"), "valueLimit 1");
    refused(json.replaceFirst("\"name\":\"large\"", "\"name\":\"empty\""), "profiled twice");
    refused("{\"a\":1,\"a\":2}", "given twice");
    refused("{\"a\":\"\\x\"}", "unknown escape");
    refused("{\"a\":\"\\u00g0\"}", "broken escape");
    refused("{\"a\":\"\t\"}", "control character");
    refused("{\"a\":01}", "missing");
    refused("{a:1}", "no name");
    refused("{\"a\":tru}", "none of JSON");
    refused("{\"format\":true,\"x\":[null,false,-1e-5]}", "format as a text");
  }

  private static void refused(String json, String reason) {
    assertThatThrownBy(() -> TableProfile.fromJson(json))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void versionOneIsReadForever() throws java.io.IOException {
    try (java.io.InputStream json = getClass().getResourceAsStream("/profiles/version-1.json");
        java.io.InputStream binary = getClass().getResourceAsStream("/profiles/version-1.bin")) {
      TableProfile fromJson =
          TableProfile.fromJson(
              new String(json.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      TableProfile fromBytes = TableProfile.fromBytes(binary.readAllBytes());

      assertThat(fromBytes).isEqualTo(fromJson);
      assertThat(fromJson.columns().subList(0, 4)).isEqualTo(sample().columns().subList(0, 4));
      CategoricalProfile many = (CategoricalProfile) fromJson.columns().get(4);
      CategoricalProfile now = (CategoricalProfile) sample().columns().get(4);
      assertThat(many.counts()).isEqualTo(now.counts());
      assertThat(many.buckets()).isEqualTo(now.buckets());
      assertThat(many.sketch()).isEqualTo(now.sketch());
      // Its buckets of one or two rows each bound the names that version 1 did not keep.
      assertThat(many.heavyHitters())
          .hasSameSizeAs(many.counts().keySet())
          .allMatch(name -> name.atLeast() == 1 && name.atMost() == 1);
      assertThat(many.unlistedAtMost())
          .isEqualTo(Arrays.stream(many.buckets()).max().orElseThrow());
      assertThat(TableProfile.fromBytes(fromBytes.toBytes())).isEqualTo(fromBytes);
    }
  }

  /** All that version 2 adds, too. */
  static TableProfile sampleBesideReference() {
    List<ProfileColumn> columns =
        List.of(ProfileColumn.numeric("amount"), ProfileColumn.categorical("shop", List.of()));
    ProfileSettings settings = new ProfileSettings(64, 16);
    SplittableRandom random = new SplittableRandom(11);
    ProfileBuilder before = new ProfileBuilder(columns, settings);
    before.addColumn(0, random.doubles(2_000, -50, 50).map(Math::rint).toArray());
    ProfileBuilder now = ProfileBuilder.beside(before.build(), columns, settings);
    now.addColumn(0, random.doubles(900, -60, 70).toArray());
    now.addColumn(
        0,
        new double[] {
          Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0, Double.MAX_VALUE
        });
    for (int i = 0; i < 900; i++) {
      now.addCategory(1, i % 3 == 0 ? "market" : i % 5 == 0 ? "corner" : "shop " + i);
    }
    return now.build();
  }

  @Test
  void versionTwoIsReadForever() throws java.io.IOException {
    try (java.io.InputStream json = getClass().getResourceAsStream("/profiles/version-2.json");
        java.io.InputStream binary = getClass().getResourceAsStream("/profiles/version-2.bin")) {
      TableProfile fromJson =
          TableProfile.fromJson(
              new String(json.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      TableProfile fromBytes = TableProfile.fromBytes(binary.readAllBytes());

      assertThat(fromJson).isEqualTo(sampleBesideReference());
      assertThat(fromBytes).isEqualTo(sampleBesideReference());
    }
  }

  @Test
  void whatVersionOneCanHoldIsWrittenAsVersionOne() {
    TableProfile plain = new TableProfile(sample().columns().subList(0, 4));

    assertThat(plain.toBytes()[4]).isEqualTo((byte) 1);
    assertThat(plain.toJson()).contains("\"version\":1,");
    assertThat(sample().toBytes()[4]).isEqualTo((byte) 2);
    assertThat(TableProfile.fromJson(sampleBesideReference().toJson()))
        .isEqualTo(sampleBesideReference());
  }

  @Test
  void brokenBinsAreRefused() {
    String json = sampleBesideReference().toJson();

    refused(json.replaceFirst("\"edges\":\\[", "\"edges\":[1e9,"), "edges of bins");
    refused(json.replaceFirst("\"edges\":\\[[^,]*,", "\"edges\":[1e9,"), "no number above");
    refused(json.replaceFirst("\"edges\":\\[[^,]*,", "\"edges\":[-1e999,"), "no number above");
    refused(json.replaceFirst("\"reference\":\\[0", "\"reference\":[-1"), "a bin of -1");
    refused(json.replace("\"bins\":{", "\"bins\":{\"x\":1,"), "unknown x");
    refused(json.replaceFirst("\"bins\":\\{.*?\\}", "\"bins\":7"), "bins as an object");
    refused(
        json.replaceFirst("(\"reference\":\\[[^\\]]*\\],\"counts\":\\[)", "$17"), "rows of 904");
  }
}
