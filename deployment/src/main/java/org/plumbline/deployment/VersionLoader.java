package org.plumbline.deployment;

import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Model;
import org.plumbline.stats.profile.TableProfile;

/** Brings a registered version into memory. */
public interface VersionLoader {
  /**
   * Reads and verifies.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND, TAMPERED or STORE_UNAVAILABLE
   */
  Loaded load(VersionId version);

  /**
   * The profile of the data that the version learned from; asked for where a safeguard compares
   * with it.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND, TAMPERED or STORE_UNAVAILABLE
   */
  TableProfile reference(VersionId version);

  /**
   * What answering takes.
   *
   * @param threshold the score from which a row counts as positive; NaN unless two classes
   * @param bytes about what it takes in memory
   * @param groups thresholds by group that its training chose; null where it chose none
   */
  record Loaded(
      Model model, Contract contract, double threshold, long bytes, @Nullable GroupRule groups) {
    /** A version with one threshold for all. */
    public Loaded(Model model, Contract contract, double threshold, long bytes) {
      this(model, contract, threshold, bytes, null);
    }
  }
}
