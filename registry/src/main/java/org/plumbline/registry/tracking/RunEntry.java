package org.plumbline.registry.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A file or a directory directly below a directory of a run.
 *
 * @param path from the root of the run's files
 * @param file absent for a directory
 */
public record RunEntry(String path, @Nullable RunArtifact file) {
  public boolean isDirectory() {
    return file == null;
  }
}
