package org.plumbline.registry.tracking;

import java.time.Instant;
import org.plumbline.registry.ContentHash;

/**
 * A file that a run left, by its path within the run.
 *
 * @param hash the address of its bytes in the object store
 */
public record RunArtifact(String path, ContentHash hash, long bytes, Instant at) {
  public RunArtifact {
    Limits.artifactPath(path);
  }
}
