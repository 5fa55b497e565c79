package org.plumbline.bench;

import java.nio.file.Path;
import org.plumbline.store.Database;
import org.plumbline.store.Home;

/**
 * A home with all that the targets name: 100,000 models, 1,000,000 versions, 100,000 runs and
 * 10,000,000 audit entries, so that each is measured among the others. Loading takes half an hour
 * the first time.
 */
record ScaleHome(Home home, Database database) implements AutoCloseable {
  private static final long ENTRIES = 10_000_000;

  /**
   * Opens the home that the first argument names and loads what is missing.
   *
   * @param arguments the directory, then perhaps another number of audit entries
   */
  static ScaleHome open(String[] arguments) {
    Home home = Home.open(Path.of(arguments[0]));
    long entries = arguments.length > 1 ? Long.parseLong(arguments[1]) : ENTRIES;
    var scale = new ScaleHome(home, Database.open(home));
    boolean loaded = false;
    try {
      scale.load(entries);
      loaded = true;
      return scale;
    } finally {
      if (!loaded) {
        scale.close();
      }
    }
  }

  /** The chain first: what comes after appends to it. */
  private void load(long entries) {
    new AuditLoad(database).load(entries);
    var steps = new ScaleSteps(database);
    new TrackingLoad(steps).load();
    new RegistryLoad(database, home, steps).load();
  }

  @Override
  public void close() {
    database.close();
  }
}
