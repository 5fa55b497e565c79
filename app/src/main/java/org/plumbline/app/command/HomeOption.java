package org.plumbline.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.plumbline.store.Home;
import picocli.CommandLine.Option;

/**
 * The data directory: as asked for, else PLUMBLINE_HOME, else {@code .plumbline} in the project.
 */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Data directory (default: PLUMBLINE_HOME, else .plumbline in the project).")
  private @Nullable Path home;

  /** Opens the directory, making what is missing. */
  public Home open() {
    return open(home);
  }

  static Home open(@Nullable Path home) {
    Path root = Path.of(System.getProperty("plumbline.root", ""));
    return Home.open(home == null ? Home.standard(System.getenv(), root) : home);
  }
}
