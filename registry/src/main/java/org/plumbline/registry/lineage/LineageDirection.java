package org.plumbline.registry.lineage;

/** Which way to walk from a node. */
public enum LineageDirection {
  /** To what it came of. */
  UPSTREAM,
  /** To what came of it. */
  DOWNSTREAM,
  BOTH
}
