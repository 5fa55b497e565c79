package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Optional;

/** Experiments in the order asked for; {@code next} is the {@code after} of the next page. */
public record ExperimentPage(List<Experiment> experiments, Optional<String> next) {
  public ExperimentPage {
    experiments = List.copyOf(experiments);
  }
}
