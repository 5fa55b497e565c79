package org.plumbline.oip;

/** What a server says about itself as a whole. */
public interface ServerState {
  /** The name that clients are told. */
  String NAME = "plumbline";

  /** Whether predictions can be answered and kept now; may wait for the store. */
  boolean isReady();

  /** The release, such as {@code 1.2.0}. */
  String version();
}
