package org.plumbline.monitoring.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A notice and its delivery, as the API shows it. */
public record NoticeLine(
    String id,
    String route,
    String event,
    String alert,
    String model,
    String title,
    String state,
    int attempts,
    Instant writtenAt,
    @Nullable Instant nextAt,
    @Nullable Instant deliveredAt,
    @Nullable String failure) {}
