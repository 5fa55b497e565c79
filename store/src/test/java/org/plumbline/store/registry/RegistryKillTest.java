package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.Actor;
import org.plumbline.registry.Alias;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.VersionLine;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.AuditRoom;

/** A program that is killed anywhere between a run and its version's alias leaves nothing half. */
class RegistryKillTest {
  private static final int BEFORE_THE_KILL = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Left there: the server of the killed program still ends while it would be removed. */
  private final Path home = Path.of("target", "registry-home-" + ProcessHandle.current().pid());

  @Test
  void whatWasAcknowledgedIsWholeAndTheRestIsAbsent() throws Exception {
    int acknowledged = killedInTheMiddle();

    Home opened = Home.open(home);
    try (Database database = Database.open(opened, Map.of());
        AuditRoom audit = AuditRoom.open(opened, database, InstantSource.system())) {
      RegistryRoom room =
          RegistryRoom.over(database, opened, audit.trail(), InstantSource.system(), Map.of());
      List<VersionLine> versions =
          room.versions().list(RegisteringProgram.MODEL, 1_000, OptionalInt.empty()).versions();
      List<Alias> aliases = room.stewardship().aliases(RegisteringProgram.MODEL);

      assertThat(versions).hasSizeBetween(acknowledged, acknowledged + 1);
      for (VersionLine version : versions) {
        assertThat(room.registry().loadModel(version.id()).version().line()).isEqualTo(version);
      }
      assertThat(aliases)
          .singleElement()
          .satisfies(
              alias ->
                  assertThat(alias.version().value()).isBetween(acknowledged, versions.size()));
      assertThat(room.collector().check().missing()).isEmpty();
      audit.checkpoint();
      assertThat(audit.trail().verify().fault()).isEmpty();

      var next =
          room.registry()
              .register(
                  RegisteringProgram.MODEL,
                  Examples.churn(100_000),
                  Purpose.UNSAID,
                  Actor.user("ana"));
      assertThat(next.version().id().number().value()).isEqualTo(versions.size() + 1);
    }
  }

  private int killedInTheMiddle() throws Exception {
    Path said = home.resolveSibling(home.getFileName() + "-said.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                RegisteringProgram.class.getName(),
                home.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (acknowledged(said) < BEFORE_THE_KILL && child.isAlive() && System.nanoTime() < end) {
        var _ = child.waitFor(20, TimeUnit.MILLISECONDS);
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    int acknowledged = acknowledged(said);
    assertThat(acknowledged).isGreaterThanOrEqualTo(BEFORE_THE_KILL);
    return acknowledged;
  }

  private static int acknowledged(Path said) throws IOException {
    return (int)
        Files.readAllLines(said).stream().filter(line -> line.matches("ack [0-9]+")).count();
  }
}
