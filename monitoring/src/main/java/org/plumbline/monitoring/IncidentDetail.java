package org.plumbline.monitoring;

import java.util.List;

/** An incident with its alerts and its steps, both oldest first. */
public record IncidentDetail(
    IncidentLine incident, List<AlertLine> alerts, List<IncidentEntry> entries) {
  public IncidentDetail {
    alerts = List.copyOf(alerts);
    entries = List.copyOf(entries);
  }

  public static IncidentDetail of(
      Incident incident, List<Alert> alerts, List<IncidentEntry> entries) {
    return new IncidentDetail(
        IncidentLine.of(incident), alerts.stream().map(AlertLine::of).toList(), entries);
  }
}
