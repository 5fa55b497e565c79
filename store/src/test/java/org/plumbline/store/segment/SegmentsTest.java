package org.plumbline.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.segment.Segments.Limits;

class SegmentsTest {
  private static final Limits ROOMY = new Limits(1 << 20, 64);

  @TempDir private Path directory;

  @Test
  void givesBackWhatWasAppendedInOrderAndOnce() throws IOException {
    try (var segments = open(ROOMY)) {
      for (int i = 0; i < 50; i++) {
        segments.append(bytes("payload " + i));
      }

      assertThat(drain(segments)).hasSize(50).startsWith("payload 0").endsWith("payload 49");
      assertThat(drain(segments)).isEmpty();
      assertThat(segments.waiting()).isZero();
      assertThat(files()).as("drained files are gone, the written one stays").hasSize(1);
    }
  }

  @Test
  void whatWasNotTakenIsThereAfterReopening() throws IOException {
    try (var segments = open(ROOMY)) {
      segments.append(bytes("one"));
      segments.append(bytes("two"));
      assertThat(segments.next().payloads()).isNotEmpty();
    }

    try (var segments = open(ROOMY)) {
      segments.append(bytes("three"));

      assertThat(segments.waiting()).isPositive();
      assertThat(drain(segments)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void anEmptyPayloadIsAPayload() {
    try (var segments = open(ROOMY)) {
      segments.append(new byte[0]);

      assertThat(drain(segments)).containsExactly("");
    }
  }

  @Test
  void aTornTailIsCutWhereverItTore() throws IOException {
    Path file;
    byte[] whole;
    try (var segments = open(new Limits(1 << 20, 1 << 20))) {
      segments.append(bytes("first"));
      segments.append(bytes("second"));
      file = files().getFirst();
      whole = Files.readAllBytes(file);
    }
    int second = whole.length - Frames.HEADER - "second".length();

    for (int length = second + 1; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (var segments = open(ROOMY)) {
        segments.append(bytes("third"));

        assertThat(Files.size(file)).as("torn at %s", length).isEqualTo(second);
        assertThat(drain(segments)).containsExactly("first", "third");
      }
      try (Stream<Path> rest = Files.list(directory)) {
        for (Path one : rest.filter(Files::isRegularFile).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  @Test
  void aDamagedFrameIsKeptAsideAndTheOthersAreTaken() throws IOException {
    Path file;
    try (var segments = open(new Limits(1 << 20, 1 << 20))) {
      segments.append(bytes("first"));
      segments.append(bytes("second"));
      segments.append(bytes("third"));
      file = files().getFirst();
    }
    byte[] whole = Files.readAllBytes(file);
    whole[Frames.HEADER + 5 + Frames.HEADER + 2] ^= 1;
    Files.write(file, whole);

    try (var segments = open(ROOMY)) {
      assertThat(drain(segments)).containsExactly("first", "third");
    }

    try (Stream<Path> aside = Files.list(directory.resolve("aside"))) {
      assertThat(aside.toList())
          .singleElement()
          .satisfies(
              kept -> assertThat(Files.size(kept)).isEqualTo(Frames.HEADER + "second".length()));
    }
  }

  /** Any flipped bit costs the frame that it hit and no other. */
  @Test
  void noFlippedBitCostsMoreThanItsFrame() throws IOException {
    Path file;
    try (var segments = open(new Limits(1 << 20, 1 << 20))) {
      segments.append(bytes("first"));
      segments.append(bytes("second"));
      segments.append(bytes("third"));
      file = files().getFirst();
    }
    byte[] whole = Files.readAllBytes(file);
    int end = Frames.HEADER + 5 + Frames.HEADER + 6;

    for (int at = Frames.HEADER + 5; at < end; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;

      var read = Frames.read(damaged, true);

      assertThat(read.payloads()).as("flipped at %s", at).hasSize(2);
      assertThat(read.damaged()).containsExactly(new Frames.Range(Frames.HEADER + 5, end));
      assertThat(read.read()).isEqualTo(damaged.length);
    }
  }

  @Test
  void garbageIsReadToItsEndWithoutAPayload() {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);

      var read = Frames.read(garbage, true);

      assertThat(read.payloads()).isEmpty();
      assertThat(read.read()).isEqualTo(garbage.length);
    }
  }

  @Test
  void aFrameLargerThanAPortionIsTakenWhole() {
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    try (var segments = open(new Limits(100 << 20, 1 << 20))) {
      segments.append(bytes("small"));
      segments.append(large);
      segments.append(bytes("last"));

      List<byte[]> all = new ArrayList<>();
      for (var next = segments.next(); !next.payloads().isEmpty(); next = segments.next()) {
        all.addAll(next.payloads());
        segments.take(next);
      }

      assertThat(all).hasSize(3);
      assertThat(all.get(1)).isEqualTo(large);
    }
  }

  @Test
  void refusesWhatIsBeyondItsRoomUntilSomeIsTaken() {
    try (var segments = open(new Limits(100, 1 << 20))) {
      segments.append(new byte[60]);

      assertRefused(() -> segments.append(new byte[60]), ErrorCode.STORE_FULL, "wait for");
      drain(segments);
      segments.append(new byte[60]);
    }
  }

  @Test
  void aFullDiskRefusesAndLeavesNothingHalf() {
    var disk = new Disk();
    try (var segments = Segments.open(directory, ROOMY, disk)) {
      segments.append(bytes("before"));
      disk.room = 3;

      assertRefused(() -> segments.append(bytes("lost")), ErrorCode.STORE_FULL, "full");
      assertRefused(() -> segments.append(bytes("lost")), ErrorCode.STORE_FULL, "full");
      disk.room = Long.MAX_VALUE;
      segments.append(bytes("after"));

      assertThat(drain(segments)).containsExactly("before", "after");
      assertThat(directory.resolve("aside")).doesNotExist();
    }
  }

  @Test
  void afterAFailedSyncTheFileIsNotWrittenAgain() throws IOException {
    var disk = new Disk();
    try (var segments = Segments.open(directory, new Limits(1 << 20, 1 << 20), disk)) {
      segments.append(bytes("before"));
      disk.syncs = false;

      assertRefused(() -> segments.append(bytes("lost")), ErrorCode.STORE_UNAVAILABLE, "fails");
      disk.syncs = true;
      segments.append(bytes("after"));

      assertThat(files()).hasSize(2);
      assertThat(drain(segments)).containsExactly("before", "after");
    }
  }

  /** A disk that may have no room left, or fail to sync. */
  private static final class Disk implements SegmentFile.Maker {
    private long room = Long.MAX_VALUE;
    private boolean syncs = true;

    @Override
    public SegmentFile create(Path path) throws IOException {
      SegmentFile file = SegmentFile.create(path);
      return new SegmentFile() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          int fits = (int) Math.min(room, bytes.remaining());
          room -= fits;
          file.write(bytes.slice(0, fits));
          if (fits < bytes.remaining()) {
            throw new IOException("No space left on device");
          }
        }

        @Override
        public void force() throws IOException {
          if (!syncs) {
            throw new IOException("Input/output error");
          }
          file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
          file.truncate(size);
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }
  }

  private Segments open(Limits limits) {
    return Segments.open(directory, limits);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
    }
  }

  private static List<String> drain(Segments segments) {
    List<String> texts = new ArrayList<>();
    for (var next = segments.next(); !next.payloads().isEmpty(); next = segments.next()) {
      next.payloads().forEach(bytes -> texts.add(new String(bytes, StandardCharsets.UTF_8)));
      segments.take(next);
    }
    return texts;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(Runnable append, ErrorCode code, String said) {
    assertThatThrownBy(append::run)
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.text()).contains(said);
              assertThat(failure.details()).containsKey("retryAfterSeconds");
            });
  }
}
