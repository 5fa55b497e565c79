package org.plumbline.deployment;

import java.time.Instant;

/** Gathers the overview; cheap at ten thousand models. */
public interface Overviews {
  Overview at(Instant now);
}
