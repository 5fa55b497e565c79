package org.plumbline.app.command;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Subject;
import picocli.CommandLine.Option;

/** What commands about one version take; to be mixed in. */
final class VersionOptions extends ModelOptions {
  @Option(
      names = "--version-number",
      paramLabel = "N",
      description = "The version (default: the one that serves, else the latest).")
  private @Nullable Integer number;

  VersionId version(OpenRooms rooms) {
    return rooms.meant(model(), number);
  }

  /** The version that was named, or the model as a whole. */
  Subject subject() {
    return new Subject(model(), number == null ? null : new VersionNumber(number));
  }
}
