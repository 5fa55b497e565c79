package org.plumbline.monitoring;

import java.time.Instant;

/**
 * One step in the life of an incident, for people.
 *
 * @param kind opened, alertOpened, alertRaised, alertResolved, acknowledged, commented, notified,
 *     notNotified, silenced or resolved
 */
public record IncidentEntry(Instant at, String kind, String actor, String detail) {}
