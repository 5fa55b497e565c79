package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Optional;

/** Points by step, time and value; {@code next} is the {@code after} of the next page. */
public record MetricPage(List<MetricPoint> points, Optional<MetricPoint> next) {
  public MetricPage {
    points = List.copyOf(points);
  }
}
