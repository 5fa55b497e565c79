package org.plumbline.registry.tracking;

/** What a run is of. */
public enum RunKind {
  /** Work that somebody did. */
  RUN,
  /** A model that work left: it has files, parameters, metrics and tags as a run has. */
  LOGGED_MODEL
}
