package org.plumbline.app.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.files.FileGuard;

/**
 * Everything a running server is made of, wired by constructors, without any framework.
 *
 * <p>Opened before the web server starts, so that a fault here is one clear line and no half-open
 * port; closed after the last request was answered.
 */
public final class Service implements AutoCloseable {
  private final Home home;
  private final FileGuard claim;
  private final Database database;

  private Service(Home home, FileGuard claim, Database database) {
    this.home = home;
    this.claim = claim;
    this.database = database;
  }

  /**
   * Claims the home for this process, starts or reaches PostgreSQL and migrates it.
   *
   * @throws org.plumbline.kernel.PlumblineException HOME_IN_USE, HOME_NOT_WRITABLE or
   *     STORE_UNAVAILABLE
   */
  public static Service open(Home home) {
    FileGuard claim = home.claimForServer();
    boolean opened = false;
    try {
      var service = new Service(home, claim, Database.open(home));
      opened = true;
      return service;
    } finally {
      if (!opened) {
        release(claim);
      }
    }
  }

  public Home home() {
    return home;
  }

  public Database database() {
    return database;
  }

  /** PostgreSQL goes last: all else may still have something to write. */
  @Override
  public void close() {
    try {
      database.close();
    } finally {
      release(claim);
    }
  }

  private static void release(FileGuard claim) {
    try {
      claim.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the claim on the data directory could not be released", e);
    }
  }
}
