package org.plumbline.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.files.FileGuard;

/**
 * The embedded PostgreSQL of a home: started by the first process that opens it, shared by the
 * others, and kept running.
 *
 * <p>The owner restarts a server that dies. A guest whose owner has gone becomes the owner. In both
 * cases {@link #endpoint} changes and those who asked are told. Safe to share between threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
  private static final Duration WATCH_EVERY = Duration.ofMillis(200);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LAST_BACKOFF = Duration.ofSeconds(5);
  private static final Duration ATTACH_WITHIN = Duration.ofMinutes(2);

  private final Path directory;
  private final Path logs;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Thread watcher;
  private volatile Endpoint endpoint;
  private volatile boolean closing;

  // Only the opening thread before the watcher starts, only the watcher after that.
  private @Nullable Ownership ownership;

  private record Ownership(FileGuard lock, Cluster cluster, Cluster.Running running) {}

  private EmbeddedPostgres(
      Path directory, Path logs, @Nullable Ownership ownership, Endpoint endpoint) {
    this.directory = directory;
    this.logs = logs;
    this.ownership = ownership;
    this.endpoint = endpoint;
    this.watcher = Thread.ofPlatform().name("postgres-watch").daemon().unstarted(this::watch);
  }

  /**
   * Starts the server of the directory, or attaches to the one that another process runs there.
   *
   * @throws PlumblineException STORE_UNAVAILABLE when it cannot be started or reached
   */
  public static EmbeddedPostgres open(Path directory, Path logs) {
    long deadline = System.nanoTime() + ATTACH_WITHIN.toNanos();
    try {
      while (true) {
        Optional<Ownership> owned = tryOwn(directory, logs, 0);
        if (owned.isPresent()) {
          return opened(directory, logs, owned.get(), owned.get().running().endpoint());
        }
        Optional<ConnectionFile> other = ConnectionFile.live(directory, Cluster.data(directory));
        if (other.isPresent()) {
          return opened(directory, logs, null, other.get().endpoint());
        }
        if (System.nanoTime() > deadline) {
          throw PlumblineException.of(
              ErrorCode.STORE_UNAVAILABLE,
              "Another process holds the PostgreSQL of "
                  + directory
                  + " but it does not come up; see "
                  + logs.resolve("postgres.log"));
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException failure) {
      throw unavailable(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable(interrupted);
    }
  }

  private static EmbeddedPostgres opened(
      Path directory, Path logs, @Nullable Ownership ownership, Endpoint endpoint) {
    var postgres = new EmbeddedPostgres(directory, logs, ownership, endpoint);
    postgres.watcher.start();
    return postgres;
  }

  private static Optional<Ownership> tryOwn(Path directory, Path logs, int wantedPort)
      throws IOException, InterruptedException {
    Optional<FileGuard> lock = FileGuard.tryHold(directory.resolve("launcher.lock"));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    boolean started = false;
    try {
      Cluster cluster = Cluster.prepare(directory, logs);
      Cluster.Running running = cluster.start(wantedPort);
      started = true;
      ConnectionFile.write(directory, running.endpoint());
      return Optional.of(new Ownership(lock.get(), cluster, running));
    } finally {
      if (!started) {
        lock.get().close();
      }
    }
  }

  /** Where the server listens now. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The process id of the server, empty while it is down. */
  public Optional<Long> postmaster() {
    try {
      return PidFile.read(Cluster.data(directory)).filter(PidFile::ready).map(PidFile::pid);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Calls back, on the watcher's thread, after each restart or change of owner. */
  public void onRestart(Runnable listener) {
    listeners.add(listener);
  }

  private void watch() {
    Duration backoff = FIRST_BACKOFF;
    while (!closing) {
      try {
        Ownership mine = ownership;
        boolean changed = mine == null ? takeOverWhenAbandoned() : restartWhenDead(mine);
        backoff = FIRST_BACKOFF;
        if (changed) {
          listeners.forEach(Runnable::run);
        }
      } catch (IOException | RuntimeException failure) {
        LOG.log(System.Logger.Level.WARNING, "PostgreSQL is down, trying again", failure);
        if (!pause(backoff)) {
          return;
        }
        backoff =
            backoff.multipliedBy(2).compareTo(LAST_BACKOFF) < 0
                ? backoff.multipliedBy(2)
                : LAST_BACKOFF;
      } catch (InterruptedException closed) {
        return;
      }
    }
  }

  private boolean restartWhenDead(Ownership mine) throws IOException, InterruptedException {
    if (!mine.running().guard().waitFor(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "PostgreSQL ended with status {0}; starting it again",
        mine.running().guard().exitValue());
    mine.running().guard().getOutputStream().close();
    Cluster.Running again = mine.cluster().start(mine.running().endpoint().port());
    ownership = new Ownership(mine.lock(), mine.cluster(), again);
    ConnectionFile.write(directory, again.endpoint());
    endpoint = again.endpoint();
    return true;
  }

  private boolean takeOverWhenAbandoned() throws IOException, InterruptedException {
    Optional<ConnectionFile> live = ConnectionFile.live(directory, Cluster.data(directory));
    if (live.isPresent()) {
      boolean moved = !live.get().endpoint().equals(endpoint);
      endpoint = live.get().endpoint();
      TimeUnit.MILLISECONDS.sleep(WATCH_EVERY.toMillis());
      return moved;
    }
    Optional<Ownership> owned = tryOwn(directory, logs, endpoint.port());
    if (owned.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(WATCH_EVERY.toMillis());
      return false;
    }
    ownership = owned.get();
    endpoint = owned.get().running().endpoint();
    return true;
  }

  private static boolean pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
      return true;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops the server when this process owns it; a guest only lets go. */
  @Override
  public void close() {
    closing = true;
    watcher.interrupt();
    try {
      watcher.join();
      Ownership mine = ownership;
      if (mine != null) {
        Cluster.stop(mine.running(), directory);
        Files.deleteIfExists(ConnectionFile.in(directory));
        mine.lock().close();
        ownership = null;
      }
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "PostgreSQL was not stopped in order", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static PlumblineException unavailable(Exception cause) {
    return PlumblineException.of(
        ErrorCode.STORE_UNAVAILABLE, "The embedded PostgreSQL could not be started", cause);
  }
}
