package org.plumbline.registry.tracking;

/** Whether an experiment or run is there, or hidden until it is restored. */
public enum Lifecycle {
  ACTIVE,
  DELETED
}
