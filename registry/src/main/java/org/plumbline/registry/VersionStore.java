package org.plumbline.registry;

import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** The versions of models: added, never changed. */
public interface VersionStore {
  /** Adds the version, and makes it the latest that lists show of its model. */
  void add(Tx tx, VersionLine version);

  /** The highest number so far, 0 without versions; the model is locked by the caller. */
  int latestNumber(Tx tx, ModelName model);

  /** The version of that content. */
  Optional<VersionLine> findByContent(Tx tx, ModelName model, ContentHash hash);

  Optional<VersionLine> find(VersionId id);

  /** Versions newest first, those below {@code after} when it is present. */
  VersionPage list(ModelName model, int limit, OptionalInt after);
}
