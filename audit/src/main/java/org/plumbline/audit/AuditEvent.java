package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened, before it has a place in the chain.
 *
 * <pre>{@code
 * AuditEvent.of(actor, "version.register", "version", "churn v3").after(Map.of("hash", hash))
 * }</pre>
 *
 * @param action object and verb, such as {@code version.register}
 * @param before the fields that change, with their old values; empty when nothing was there
 * @param after the same fields with their new values; empty when nothing is left
 */
public record AuditEvent(
    Actor actor,
    String action,
    String objectKind,
    String objectId,
    SortedMap<String, String> before,
    SortedMap<String, String> after,
    @Nullable String reason,
    Outcome outcome) {
  public AuditEvent {
    require(!action.isBlank(), "An audit event names its action");
    require(!objectKind.isBlank(), "An audit event names the kind of its object");
    actor =
        new Actor(
            storable(actor.username()),
            storableOrNull(actor.onBehalfOf()),
            storableOrNull(actor.requestId()),
            storableOrNull(actor.address()));
    action = storable(action);
    objectKind = storable(objectKind);
    objectId = storable(objectId);
    before = storable(before);
    after = storable(after);
    reason = storableOrNull(reason);
  }

  public static AuditEvent of(Actor actor, String action, String objectKind, String objectId) {
    return new AuditEvent(
        actor, action, objectKind, objectId, new TreeMap<>(), new TreeMap<>(), null, Outcome.DONE);
  }

  public AuditEvent before(Map<String, String> values) {
    return new AuditEvent(
        actor, action, objectKind, objectId, new TreeMap<>(values), after, reason, outcome);
  }

  public AuditEvent after(Map<String, String> values) {
    return new AuditEvent(
        actor, action, objectKind, objectId, before, new TreeMap<>(values), reason, outcome);
  }

  public AuditEvent because(@Nullable String why) {
    return new AuditEvent(actor, action, objectKind, objectId, before, after, why, outcome);
  }

  /** The same attempt, refused with the wire name of a problem's code. */
  public AuditEvent refused(String problem) {
    return new AuditEvent(
        actor, action, objectKind, objectId, before, after, reason, Outcome.refused(problem));
  }

  private static SortedMap<String, String> storable(Map<String, String> values) {
    var copy = new TreeMap<String, String>();
    values.forEach((key, value) -> copy.put(storable(key), storable(value)));
    return Collections.unmodifiableSortedMap(copy);
  }

  private static @Nullable String storableOrNull(@Nullable String text) {
    return text == null ? null : storable(text);
  }

  /** What is hashed must be what a store gives back: no NUL, no half of a surrogate pair. */
  private static String storable(String text) {
    byte[] bytes = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
