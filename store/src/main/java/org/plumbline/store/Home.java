package org.plumbline.store;

import static org.plumbline.kernel.ErrorCode.HOME_IN_USE;
import static org.plumbline.kernel.ErrorCode.HOME_NOT_WRITABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.files.FileGuard;
import org.plumbline.store.files.PrivateFiles;

/**
 * The data directory of one installation: everything that must survive lives below it.
 *
 * <pre>
 * postgres/        the embedded server: binaries, data, lock, connection file
 * objects/         content-addressed artefacts
 * lake/            tables as Parquet
 * batches/         files that are scored, and their answers
 * prediction-log/  answers that PostgreSQL does not have yet
 * keys/            signing keys
 * logs/            what the embedded server says
 * admin-password   the generated password of the first administrator
 * server.lock      held by the one server of this home
 * </pre>
 *
 * <p>Readable by its owner only. Several processes may use one home (a server and command lines),
 * but only one may {@linkplain #claimForServer serve} it.
 */
public final class Home {
  private final Path root;

  private Home(Path root) {
    this.root = root;
  }

  /**
   * Opens the directory, making what is missing.
   *
   * @throws PlumblineException HOME_NOT_WRITABLE when it cannot be written
   */
  public static Home open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      PrivateFiles.directory(root);
      var home = new Home(root);
      for (Path part :
          new Path[] {
            home.postgres(), home.objects(), home.lake(), home.batches(), home.keys(), home.logs()
          }) {
        PrivateFiles.directory(part);
      }
      Files.delete(Files.createTempFile(root, ".probe-", ".tmp"));
      return home;
    } catch (IOException failure) {
      throw PlumblineException.of(
              HOME_NOT_WRITABLE,
              "Cannot write the data directory "
                  + root
                  + " ("
                  + failure.getClass().getSimpleName()
                  + "): choose another with --home or PLUMBLINE_HOME, or give its user the right"
                  + " to write",
              failure)
          .with("home", root.toString());
    }
  }

  /** The home named by PLUMBLINE_HOME, else {@code .plumbline} below the project root. */
  public static Path standard(Map<String, String> environment, Path projectRoot) {
    String named = environment.getOrDefault("PLUMBLINE_HOME", "");
    return named.isBlank() ? projectRoot.resolve(".plumbline") : Path.of(named);
  }

  /**
   * Claims the home for the one server that may run on it, until the claim is closed or the process
   * ends.
   *
   * @throws PlumblineException HOME_IN_USE naming the process that holds it
   */
  public FileGuard claimForServer() {
    try {
      Optional<FileGuard> guard = FileGuard.tryHold(root.resolve("server.lock"));
      if (guard.isEmpty()) {
        throw inUse();
      }
      PrivateFiles.write(serverPid(), Long.toString(ProcessHandle.current().pid()));
      return guard.get();
    } catch (IOException failure) {
      throw PlumblineException.of(
          HOME_NOT_WRITABLE, "Cannot lock the data directory " + root, failure);
    }
  }

  private PlumblineException inUse() throws IOException {
    String pid = Files.exists(serverPid()) ? Files.readString(serverPid()).strip() : "unknown";
    return PlumblineException.of(
            HOME_IN_USE,
            "The data directory "
                + root
                + " is in use by another server, process "
                + pid
                + ": stop that one, or start this one with another --home")
        .with("home", root.toString())
        .with("pid", pid);
  }

  public Path root() {
    return root;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path objects() {
    return root.resolve("objects");
  }

  public Path lake() {
    return root.resolve("lake");
  }

  public Path batches() {
    return root.resolve("batches");
  }

  public Path predictionLog() {
    return root.resolve("prediction-log");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path adminPassword() {
    return root.resolve("admin-password");
  }

  private Path serverPid() {
    return root.resolve("server.pid");
  }
}
