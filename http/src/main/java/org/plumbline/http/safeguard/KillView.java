package org.plumbline.http.safeguard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.deployment.safeguard.Segment;
import org.plumbline.kernel.ModelName;

/** One position of a kill switch, with its scope in fields; those that do not apply are null. */
public record KillView(
    String scope,
    @Nullable String model,
    @Nullable Integer version,
    @Nullable String feature,
    @Nullable String value,
    @Nullable Double from,
    @Nullable Double to,
    String stops,
    boolean on,
    @Nullable String reason,
    @Nullable String by,
    @Nullable Instant at,
    @Nullable Instant until) {
  public static KillView of(Kill kill) {
    KillScope scope = kill.scope();
    KillSwitch position = kill.position();
    Segment segment = scope instanceof KillScope.OfSegment of ? of.segment() : null;
    return new KillView(
        scope.kind(),
        scope.model().map(ModelName::value).orElse(null),
        scope instanceof KillScope.OfVersion of ? of.version().number().value() : null,
        segment == null ? null : segment.feature(),
        segment instanceof Segment.Value one ? one.value() : null,
        segment instanceof Segment.Range range ? range.from() : null,
        segment instanceof Segment.Range range ? range.to() : null,
        scope.toString(),
        position.on(),
        position.reason(),
        position.by(),
        position.at(),
        position.until());
  }
}
