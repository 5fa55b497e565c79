package org.plumbline.registry.tracking;

/** Which experiments or runs a search sees. */
public enum View {
  ACTIVE,
  DELETED,
  ALL;

  public boolean shows(Lifecycle lifecycle) {
    return switch (this) {
      case ACTIVE -> lifecycle == Lifecycle.ACTIVE;
      case DELETED -> lifecycle == Lifecycle.DELETED;
      case ALL -> true;
    };
  }
}
