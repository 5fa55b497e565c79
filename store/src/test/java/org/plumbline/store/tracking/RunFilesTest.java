package org.plumbline.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunEntryPage;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;

class RunFilesTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;
  private Instant now = Instant.now();
  private RegistryRoom room;
  private Tracking tracking;
  private RunFiles files;
  private RunId run;

  @BeforeEach
  void open() {
    DATABASE.run(tx -> Database.handle(tx).execute("truncate model, run cascade"));
    Home home = Home.open(directory);
    var audit = new SqlAuditTrail(DATABASE, () -> now);
    room = RegistryRoom.over(DATABASE, home, audit, () -> now, Map.of());
    tracking = TrackingRoom.over(DATABASE, audit, () -> now, new SecureRandom());
    files =
        TrackingRoom.files(
            DATABASE,
            room.objects(),
            tracking,
            () -> now,
            Map.of(TrackingRoom.MOST_MEGABYTES, "1"));
    run = tracking.startRun(RunStart.in(ExperimentId.DEFAULT).at(now), ANA).id();
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void givesBackWhatWasKept() throws IOException {
    RunArtifact kept = keep("plots/roc.svg", "<svg/>");

    RunFiles.Content content = files.open(run, "plots/roc.svg");

    try (InputStream bytes = content.bytes()) {
      assertThat(bytes.readAllBytes()).isEqualTo("<svg/>".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(content.file()).isEqualTo(kept);
    assertThat(kept.bytes()).isEqualTo(6);
  }

  @Test
  void theSamePathIsReplacedAndTheCollectorTakesWhatNobodyNames() {
    RunArtifact first = keep("a", "first");
    RunArtifact second = keep("a", "second");
    now = now.plus(DAY).plusSeconds(60);

    var removed = room.collector().collect(DAY, ANA).removed();

    assertThat(removed).extracting(found -> found.hash()).containsExactly(first.hash());
    assertThat(room.collector().check().objects()).isEqualTo(1);
    assertThat(files.open(run, "a").file()).isEqualTo(second);
  }

  @Test
  void listsADirectoryWithoutWhatIsBelow() {
    for (String path : List.of("b/x/1", "b/x/2", "b/y", "a.txt", "b.txt", "b0", "ü/ö/ä", "ü/z")) {
      keep(path, path);
    }

    assertThat(names("")).containsExactly("a.txt", "b.txt", "b/", "b0", "ü/");
    assertThat(names("b")).containsExactly("b/x/", "b/y");
    assertThat(names("ü")).containsExactly("ü/z", "ü/ö/");
    assertThat(names("a.txt")).isEmpty();
    assertThat(names("none")).isEmpty();
  }

  @Test
  void pagesThroughADirectoryOfManyFiles() {
    for (int i = 0; i < 7; i++) {
      keep("d%s/%s".formatted(i, i), "x");
      keep("f" + i, "x");
    }

    var found = new ArrayList<String>();
    String after = null;
    do {
      RunEntryPage page = files.list(run, "", 3, after);
      page.entries().forEach(entry -> found.add(entry.path()));
      after = page.next().orElse(null);
    } while (after != null);

    assertThat(found).hasSize(14).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anUploadThatBreaksOffIsAbsent() {
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the client is gone");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
              }
            });

    refused(
        ErrorCode.STORE_UNAVAILABLE, () -> files.keep(run, "half", broken, Optional.empty(), ANA));

    assertThat(names("")).isEmpty();
    assertThat(room.collector().plan(Duration.ZERO).removed()).isEmpty();
  }

  @Test
  void refusesWhatIsTooLargeOrOtherThanTold() {
    var large = new ByteArrayInputStream(new byte[(1 << 20) + 1]);
    refused(ErrorCode.BODY_TOO_LARGE, () -> files.keep(run, "a", large, Optional.empty(), ANA));
    Optional<ContentHash> other = Optional.of(ContentHash.of(new byte[1]));
    refused(ErrorCode.INVALID_DATA, () -> files.keep(run, "a", content("x"), other, ANA));

    assertThat(names("")).isEmpty();
  }

  @Test
  void pathsStayWithinTheirRun() {
    for (String path :
        List.of(
            "", "/a", "a/", "a//b", "../a", "a/../../b", ".", "a\\b", "a\nb", "a".repeat(501))) {
      refused(ErrorCode.INVALID_FIELD, () -> keep(path, "x"));
      refused(ErrorCode.INVALID_FIELD, () -> files.open(run, path));
    }
  }

  @Test
  void aFileIsNoDirectory() {
    keep("a/b", "x");

    refused(ErrorCode.CONFLICT, () -> keep("a", "x"));
    refused(ErrorCode.CONFLICT, () -> keep("a/b/c", "x"));
    keep("a/bc", "x");
  }

  @Test
  void onlyTheAuthorOfAnActiveRunKeepsAndRemovesFiles() {
    keep("a/b", "x");
    Actor ben = Actor.user("ben");

    refused(ErrorCode.FORBIDDEN, () -> files.keep(run, "c", content("x"), Optional.empty(), ben));
    refused(ErrorCode.FORBIDDEN, () -> files.remove(run, "a", ben));
    refused(ErrorCode.NOT_FOUND, () -> files.remove(run, "none", ANA));
    assertThat(files.remove(run, "a", ANA)).isEqualTo(1);
    tracking.deleteRun(run, ANA);
    refused(ErrorCode.CONFLICT, () -> keep("c", "x"));
  }

  private RunArtifact keep(String path, String text) {
    return files.keep(run, path, content(text), Optional.empty(), ANA);
  }

  private List<String> names(String below) {
    return files.list(run, below, 100, null).entries().stream().map(RunFilesTest::name).toList();
  }

  private static String name(RunEntry entry) {
    return entry.isDirectory() ? entry.path() + "/" : entry.path();
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(ErrorCode code, ThrowingCallable work) {
    assertThat(catchThrowableOfType(PlumblineException.class, work).code()).isEqualTo(code);
  }
}
