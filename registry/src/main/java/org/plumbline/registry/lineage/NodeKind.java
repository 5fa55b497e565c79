package org.plumbline.registry.lineage;

import java.util.Locale;

/** What a node of the graph stands for, in the order in which one comes of the other. */
public enum NodeKind {
  /** A data set that another system told of, by the hash of its namespace and name. */
  DATASET,
  /** The bytes of a file, by their SHA-256. */
  SOURCE,
  /** One training or import, by the hash of its provenance; elsewhere, by its own id. */
  RUN,
  /** A version of a model. */
  VERSION,
  /** A version at a stage for a span of time, by its place in the ledger. */
  DEPLOYMENT,
  /** All that a version answered. */
  PREDICTIONS;

  /** The name on the wire, such as {@code version}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
