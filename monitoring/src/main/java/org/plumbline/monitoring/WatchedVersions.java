package org.plumbline.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.Registry;

/** The versions that are watched, the last few of them in memory. Safe to share. */
public final class WatchedVersions {
  private static final int REMEMBERED = 64;

  private final Registry registry;
  private final Map<VersionId, WatchedVersion> recent = new LinkedHashMap<>(16, 0.75f, true);

  public WatchedVersions(Registry registry) {
    this.registry = registry;
  }

  /** Empty when no such version is registered, or when it cannot be read unchanged. */
  public Optional<WatchedVersion> find(VersionId id) {
    try {
      return Optional.of(load(id));
    } catch (PlumblineException failure) {
      if (failure.code() == ErrorCode.NOT_FOUND || failure.code() == ErrorCode.TAMPERED) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Must exist.
   *
   * @throws PlumblineException NOT_FOUND, TAMPERED
   */
  public WatchedVersion load(VersionId id) {
    synchronized (recent) {
      WatchedVersion known = recent.get(id);
      if (known != null) {
        return known;
      }
    }
    WatchedVersion loaded = WatchedVersion.of(registry.loadModel(id), registry.loadReference(id));
    synchronized (recent) {
      recent.put(id, loaded);
      if (recent.size() > REMEMBERED) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return loaded;
  }
}
