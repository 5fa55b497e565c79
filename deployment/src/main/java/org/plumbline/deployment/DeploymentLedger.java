package org.plumbline.deployment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;

/** What served when: rows are closed and added, never edited otherwise. */
public interface DeploymentLedger {
  /**
   * Holds back other changes of the model until this transaction ends, and says where it stands.
   */
  Standing lock(Tx tx, ModelName model);

  /** Closes the open row of the version, if any, and appends this one; routes follow. */
  void append(Tx tx, LedgerRow row);

  /** All rows of a model, newest first. */
  List<LedgerRow> list(ModelName model);

  /**
   * What served at an instant, production first.
   *
   * @param at the instant asked about
   * @param known only what had been written down by then; rows that end after it are still open
   */
  List<LedgerRow> at(ModelName model, Instant at, Instant known);

  /** The present stage of each of those versions that was ever deployed. */
  Map<VersionNumber, Stage> stages(ModelName model, Collection<VersionNumber> versions);

  /**
   * The place in the ledger of what holds for the version now, empty when it was never deployed.
   */
  OptionalLong deployment(VersionId version);

  /** What serves in one model, production first. */
  List<Serving> serving(ModelName model);

  /** What the aliases that follow what serves name, where this serves, production first. */
  static Map<AliasName, Serving> following(List<Serving> serving) {
    var following = new TreeMap<AliasName, Serving>();
    for (Serving one : serving) {
      boolean champion = one.stage() == Stage.PRODUCTION;
      following.putIfAbsent(champion ? AliasName.CHAMPION : AliasName.CHALLENGER, one);
    }
    return following;
  }

  /**
   * One version that serves.
   *
   * @param share of the traffic that is answered, 0 to 1
   */
  record Serving(int version, Stage stage, Instant since, double share) {}
}
