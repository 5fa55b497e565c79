package org.plumbline.monitoring.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AlertLine;

/**
 * One alert's change on its way to one receiver.
 *
 * @param id sent with each attempt, so that a receiver takes it once
 * @param alert as it was when the notice was written
 * @param incident null when the alert is part of none
 * @param at when it was written
 */
public record Notice(
    UUID id,
    String route,
    NoticeEvent event,
    AlertLine alert,
    @Nullable UUID incident,
    Instant at) {}
