package org.plumbline.monitoring.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;

/** Finds what was answered, and what is known of it since. */
public interface PredictionSearch {
  /** The versions of a model that ever answered, in order. */
  List<VersionId> versions(ModelName model);

  /**
   * The answers of these versions that match.
   *
   * @param versions where to look; the value is the label that is wanted of that version, NaN for
   *     any
   */
  Found search(PredictionQuery query, Map<VersionId, Double> versions);

  /** All that was ever said about what truly happened, newest first. */
  List<KnownLabel> labels(UUID prediction);

  /**
   * What one search found.
   *
   * @param next from where to go on, empty at the end. A search that no index serves looks at a
   *     bounded number of answers, so that a page may hold few or none and still have a next one.
   */
  record Found(List<PredictionHit> hits, Optional<PredictionQuery.Place> next) {
    public Found {
      hits = List.copyOf(hits);
    }
  }

  /**
   * A label, or one that was corrected since.
   *
   * @param value as it is kept: the index of a class, or a number
   * @param replacedAt when another value took its place, null for the one that counts
   */
  record KnownLabel(
      double value, Instant observedAt, Instant receivedAt, @Nullable Instant replacedAt) {}
}
