package org.plumbline.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ObjectCollector;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunUpload;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.UploadPart;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;

class RunUploadsTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");

  @TempDir private Path directory;
  private Instant now = Instant.now();
  private RegistryRoom room;
  private RunFiles files;
  private RunUploads uploads;
  private RunId run;

  @BeforeEach
  void open() {
    DATABASE.run(tx -> Database.handle(tx).execute("truncate run cascade"));
    Home home = Home.open(directory);
    var audit = new SqlAuditTrail(DATABASE, () -> now);
    Map<String, String> oneMegabyte = Map.of(TrackingRoom.MOST_MEGABYTES, "1");
    room = RegistryRoom.over(DATABASE, home, audit, () -> now, Map.of());
    Tracking tracking = TrackingRoom.over(DATABASE, audit, () -> now, new SecureRandom());
    files = TrackingRoom.files(DATABASE, room.objects(), tracking, () -> now, oneMegabyte);
    uploads = TrackingRoom.uploads(DATABASE, room.objects(), tracking, files, () -> now);
    run = tracking.startRun(RunStart.in(ExperimentId.DEFAULT).at(now), ANA).id();
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void theCollectorLeavesThePartsOfAnOpenUpload() throws IOException {
    RunUpload upload = uploads.begin(run, "model.bin", 2, ANA);
    UploadPart first = keep(upload, 1, "ab");
    UploadPart second = keep(upload, 2, "cd");
    now = now.plus(Duration.ofHours(23));

    assertThat(room.collector().collect(Duration.ofHours(1), ANA).removed()).isEmpty();
    uploads.complete(
        upload.id(), run, "model.bin", Map.of(1, first.hash().hex(), 2, second.hash().hex()), ANA);

    try (InputStream bytes = files.open(run, "model.bin").bytes()) {
      assertThat(bytes.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("abcd");
    }
  }

  @Test
  void anUploadThatNobodyEndsIsForgottenAfterADay() {
    RunUpload upload = uploads.begin(run, "model.bin", 2, ANA);
    keep(upload, 1, "ab");
    now = now.plus(Duration.ofHours(25));

    assertThat(code(() -> keep(upload, 2, "cd"))).isEqualTo(ErrorCode.NOT_FOUND);
    uploads.begin(run, "other.bin", 1, ANA);

    assertThat(objects()).isZero();
  }

  @Test
  void partsTogetherAreNotLargerThanAFileMayBe() {
    RunUpload upload = uploads.begin(run, "model.bin", 2, ANA);
    keep(upload, 1, "x".repeat(700_000));

    assertThat(code(() -> keep(upload, 2, "x".repeat(700_000))))
        .isEqualTo(ErrorCode.BODY_TOO_LARGE);

    assertThat(objects()).isEqualTo(1);
  }

  private long objects() {
    ObjectCollector.Collection found = room.collector().plan(Duration.ofHours(1));
    return found.referred() + found.kept() + found.removed().size();
  }

  private UploadPart keep(RunUpload upload, int number, String content) {
    return uploads.keep(
        upload.id(),
        number,
        upload.ticket(number),
        new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)));
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(PlumblineException.class, call).code();
  }
}
