package org.plumbline.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.registry.Registered;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.TrainedVersion;

/** Where commands register versions and find them again. */
public interface Versions extends AutoCloseable {
  /**
   * Registers the next version of the model.
   *
   * @param author who answers for it; may not approve it later
   */
  Registered register(ModelName model, TrainedVersion version, String author);

  /**
   * The version of that number, else the one that serves, else the latest.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND
   */
  LoadedVersion load(ModelName model, @Nullable Integer number);

  /** Rows that the version was tried with at its birth. */
  List<GoldenRow> golden(VersionId version);

  /** Where runs are kept. */
  Tracking tracking();

  /** All versions with where they came from, foreign ones too. */
  Catalogue catalogue();

  /** Tags and aliases. */
  Stewardship stewardship();

  /** Where the files of runs are kept. */
  RunFiles files();

  @Override
  void close();
}
