package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/** Where routes are read from. */
public interface RouteSource {
  /** Grows with every committed change of what serves. */
  long revision();

  /** Everything that serves or is killed, at one moment. */
  List<Entry> entries();

  /**
   * One model.
   *
   * @param kills what is forbidden to answer
   * @param serving what stands at a serving stage
   */
  record Entry(ModelName model, Kills kills, List<Standing> serving) {
    public Entry {
      serving = List.copyOf(serving);
    }
  }

  /**
   * One version at a serving stage.
   *
   * @param deployment its place in the ledger, which no other span of any version has
   * @param share of the entities for whom it answers beside the version in production
   */
  record Standing(VersionId version, Stage stage, Instant since, long deployment, Share share) {}
}
