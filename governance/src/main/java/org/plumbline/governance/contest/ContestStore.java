package org.plumbline.governance.contest;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/** Where contests are kept, appended only. */
public interface ContestStore {
  void append(Tx tx, Contest contest);

  /** The contests of a model, newest first. */
  List<Contest> list(ModelName model, int limit);

  /** The newest contest of a version against that champion. */
  Optional<Contest> latest(VersionId challenger, VersionNumber champion);
}
