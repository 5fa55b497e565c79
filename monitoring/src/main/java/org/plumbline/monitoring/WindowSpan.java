package org.plumbline.monitoring;

import java.time.Instant;

/** A window with its rows; {@code end} is not part of it. */
public record WindowSpan(Instant start, Instant end, long rows) {}
