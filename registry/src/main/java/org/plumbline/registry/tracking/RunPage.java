package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Optional;

/** Runs in the order asked for; {@code next} is the {@code after} of the next page. */
public record RunPage(List<Run> runs, Optional<String> next) {
  public RunPage {
    runs = List.copyOf(runs);
  }
}
