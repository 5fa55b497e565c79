package org.plumbline.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Database;
import org.plumbline.store.Home;

/** One home that is killed in every way; what was acknowledged must be there after each. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedPostgresKillTest {
  private static final Path HOME = Path.of("target", "kill-home-" + ProcessHandle.current().pid());
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The server of the program that was killed last still ends, and removes files meanwhile. */
  @AfterAll
  static void remove() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean removed = false;
    while (!removed) {
      try {
        Binaries.deleteTree(HOME);
        removed = true;
      } catch (NoSuchFileException | DirectoryNotEmptyException | UncheckedIOException changing) {
        if (System.nanoTime() > end) {
          throw changing;
        }
      }
    }
  }

  @Test
  @Order(1)
  void startsLaterQuickerThanFirst() {
    long first = timed(() -> Database.open(Home.open(HOME), Map.of()).close());
    long later = timed(() -> Database.open(Home.open(HOME), Map.of()).close());

    System.out.printf("first open and close %d ms, later %d ms%n", first, later);
    assertThat(later).isLessThan(first);
  }

  @Test
  @Order(2)
  void restartsAKilledServerAndKeepsEveryAcknowledgedRow() throws Exception {
    try (Database database = Database.open(Home.open(HOME), Map.of())) {
      EmbeddedPostgres server = database.embedded().orElseThrow();
      Set<Integer> acknowledged = new TreeSet<>();
      database.run(
          tx ->
              Database.handle(tx)
                  .execute("create table if not exists written (n integer primary key)"));
      long killed = 0;
      int refused = 0;
      for (int n = 0; acknowledged.size() < 400; n++) {
        if (acknowledged.size() == 200 && killed == 0) {
          killed = server.postmaster().orElseThrow();
          ServerProcesses.signal("KILL", killed);
        }
        try {
          int row = n;
          database.run(tx -> Database.handle(tx).execute("insert into written values (?)", row));
          acknowledged.add(n);
        } catch (PlumblineException down) {
          assertThat(down.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
          refused++;
          LockSupport.parkNanos(20_000_000);
          assertThat(refused).isLessThan(500);
        }
      }

      System.out.printf("%d writes refused while the server came back%n", refused);
      assertThat(server.postmaster().orElseThrow()).isNotEqualTo(killed);
      assertThat(rows(database)).containsAll(acknowledged);
    }
  }

  @Test
  @Order(3)
  void opensAfterAKillOfTheProgramWithAllThatItAcknowledged() throws Exception {
    Process child = child();
    List<Integer> acknowledged = new ArrayList<>();
    try (var lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && acknowledged.size() < 100) {
        if (line.startsWith("ack ")) {
          acknowledged.add(Integer.parseInt(line.substring(4)));
        }
        line = lines.readLine();
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100);

    long start = System.nanoTime();
    try (Database database = Database.open(Home.open(HOME), Map.of())) {
      System.out.printf("open after a kill %d ms%n", (System.nanoTime() - start) / 1_000_000);
      assertThat(rows(database)).containsAll(acknowledged);
    }
  }

  @Test
  @Order(4)
  void theServerEndsWithAKilledProgram() throws Exception {
    Process child = child();
    awaitAcknowledgement(child);
    long postmaster = PidFile.read(Cluster.data(HOME.resolve("postgres"))).orElseThrow().pid();

    child.destroyForcibly();
    child.waitFor();

    await(() -> !Files.exists(Path.of("/proc", Long.toString(postmaster), "cwd")));
  }

  @Test
  @Order(5)
  void aSecondProgramSharesTheServerAndTakesItOverWhenTheFirstIsKilled() throws Exception {
    Process owner = child();
    awaitAcknowledgement(owner);
    try (Database guest = Database.open(Home.open(HOME), Map.of())) {
      EmbeddedPostgres server = guest.embedded().orElseThrow();
      long first = server.postmaster().orElseThrow();
      Set<Integer> before = rows(guest);
      assertThat(before).isNotEmpty();

      owner.destroyForcibly();
      owner.waitFor();

      // The first server answers for some moments more: only another one shows that we took over.
      await(() -> server.postmaster().filter(second -> second != first).isPresent());
      await(guest::isReachable);
      assertThat(rows(guest)).containsAll(before);
    } finally {
      owner.destroyForcibly();
    }
  }

  private static Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            WritingProgram.class.getName(),
            HOME.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitAcknowledgement(Process child) throws IOException {
    // Left open: the child would end if nobody could read what it prints.
    var lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("ack ")) {
      line = lines.readLine();
    }
    assertThat(line).isNotNull();
  }

  private static Set<Integer> rows(Database database) {
    return database.read(
        handle -> handle.createQuery("select n from written").mapTo(Integer.class).set());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static long timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1_000_000;
  }
}
