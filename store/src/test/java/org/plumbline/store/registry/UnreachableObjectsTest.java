package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registered;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

/** Registrations whose objects are in a bucket, while it answers and while it does not. */
class UnreachableObjectsTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");

  @TempDir private Path directory;
  private Home home;
  private SqlAuditTrail audit;
  private final ModelName name = new ModelName("m-" + UUID.randomUUID());

  @BeforeEach
  void open() {
    home = Home.open(directory);
    audit = new SqlAuditTrail(DATABASE, InstantSource.system());
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void nothingIsHalfRegisteredWhileTheBucketIsAway() {
    RegistryRoom room;
    try (S3Server server = S3Server.start()) {
      room = room(server.environment(""));
    }
    long entries = audit.verify().entries();

    var failure = catchThrowableOfType(PlumblineException.class, () -> register(room));

    assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(room.models().find(name)).isEmpty();
    assertThat(room.versions().list(name, 1, OptionalInt.empty()).versions()).isEmpty();
    assertThat(audit.verify().entries()).isEqualTo(entries);
  }

  @Test
  void nothingIsHalfRegisteredWhenTheBucketDiesBetweenTwoObjects() throws IOException {
    try (S3Server server = S3Server.start()) {
      for (int uploads : new int[] {0, 2, 5}) {
        long entries = audit.verify().entries();
        try (DyingRelay relay = DyingRelay.before(server.port(), uploads)) {
          var environment = new HashMap<>(server.environment("dies"));
          environment.put(S3Settings.ENDPOINT, "http://127.0.0.1:" + relay.port());
          RegistryRoom room = room(environment);

          var failure = catchThrowableOfType(PlumblineException.class, () -> register(room));

          assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
          assertThat(room.models().find(name)).isEmpty();
          assertThat(audit.verify().entries()).isEqualTo(entries);
        }
      }
      RegistryRoom room = room(server.environment("dies"));

      Registered registered = register(room);

      assertThat(registered.version().id().number().value()).isEqualTo(1);
      room.registry().loadModel(registered.version().id());
      assertThat(room.collector().check().missing()).isEmpty();
    }
  }

  @Test
  void registersAndLoadsFromABucketAndLeavesNothingInTheHome() {
    try (S3Server server = S3Server.start()) {
      RegistryRoom room = room(server.environment("objects"));

      Registered registered = register(room);

      var id = registered.version().id();
      assertThat(room.registry().loadModel(id).version().line().contentHash())
          .isEqualTo(registered.version().line().contentHash());
      assertThat(room.collector().check().missing()).isEmpty();
      assertThat(home.objects()).isEmptyDirectory();
    }
  }

  private RegistryRoom room(Map<String, String> environment) {
    return RegistryRoom.over(DATABASE, home, audit, InstantSource.system(), environment);
  }

  private Registered register(RegistryRoom room) {
    return room.registry().register(name, Examples.churn(1), Purpose.UNSAID, ANA);
  }
}
