package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.deployment.safeguard.Safeguards;
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
   * What has changed since a revision, at one moment; everything when that cannot be told.
   *
   * @param revision an earlier answer of {@link #revision}, or -1 for none
   */
  default Reading since(long revision) {
    /* In this order: a change between the two is taken again at the next look. */
    long now = revision();
    return new Reading(now, Optional.empty(), entries());
  }

  /**
   * What was read.
   *
   * @param revision at which it held, or later
   * @param models of which all is known; empty for all that there are
   * @param entries of those models that serve or are killed
   */
  record Reading(long revision, Optional<Set<String>> models, List<Entry> entries) {
    public Reading {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One model.
   *
   * @param kills what is forbidden to answer
   * @param safeguards what stands between a score and its use
   * @param former what was in production before; known where a safeguard falls back to it
   * @param serving what stands at a serving stage
   */
  record Entry(
      ModelName model,
      Kills kills,
      Safeguards safeguards,
      Optional<VersionId> former,
      List<Standing> serving) {
    public Entry {
      serving = List.copyOf(serving);
    }

    /** A model without safeguards. */
    public Entry(ModelName model, Kills kills, List<Standing> serving) {
      this(model, kills, Safeguards.NONE, Optional.empty(), serving);
    }
  }

  /**
   * One version at a serving stage.
   *
   * @param deployment its place in the ledger, which no other span of any version has
   * @param share of the entities for whom it answers beside the version in production
   * @param byGroup whether it decides by the thresholds of groups
   */
  record Standing(
      VersionId version,
      Stage stage,
      Instant since,
      long deployment,
      Share share,
      boolean byGroup) {
    /** A version with one threshold for all. */
    public Standing(VersionId version, Stage stage, Instant since, long deployment, Share share) {
      this(version, stage, since, deployment, share, false);
    }
  }
}
