package org.plumbline.deployment;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionNumber;

/**
 * One version moves to a stage.
 *
 * @param stage where it stands afterwards
 */
public record StageChange(VersionNumber version, Stage stage) {

  /**
   * What must change for a version to be at a stage: whoever held the stage is retired, since each
   * stage of a model has at most one version. The retirements come first.
   */
  public static List<StageChange> plan(Standing standing, VersionNumber version, Stage stage) {
    List<StageChange> changes = new ArrayList<>();
    if (stage != Stage.RETIRED) {
      standing
          .at(stage)
          .filter(holder -> !holder.equals(version))
          .ifPresent(holder -> changes.add(new StageChange(holder, Stage.RETIRED)));
    }
    changes.add(new StageChange(version, stage));
    return changes;
  }
}
