package org.plumbline.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which values of an event are about which person.
 *
 * <p>Names of actors and of those they act for, the addresses they come from, values before and
 * after that name a person, and everything about a user's account: its name, its values, and the
 * reason. Who did not sign in has no name: such values belong to the strangers of that day, whose
 * key can be destroyed as that of a person. Reasons of changes to models are about models, and stay
 * in the clear.
 */
final class PersonalData {
  /** An object that is a person. */
  static final String USER = "user";

  /** A name that somebody tried to sign in with, and nobody has. */
  static final String UNKNOWN_USER = "unknown-user";

  private static final Set<String> NAMES_OF_PERSONS =
      Set.of("approver", "author", "owner", "requester", "user", "username");

  private PersonalData() {}

  /** The name under which the key of a day's strangers is kept. */
  static String strangers(Instant at) {
    return "strangers:" + at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The values to seal: by subject, by field. */
  static SortedMap<String, SortedMap<String, String>> of(AuditEvent event, Instant at) {
    var personal = new Sorted(at);
    Actor actor = event.actor();
    String actorSubject = personal.subject(actor.username());
    if (isPerson(actor.username())) {
      personal.put(actor.username(), "actor", actor.username());
    }
    if (actor.onBehalfOf() != null && isPerson(actor.onBehalfOf())) {
      personal.put(actor.onBehalfOf(), "onBehalfOf", actor.onBehalfOf());
    }
    if (actorSubject != null) {
      personal.put(actorSubject, "address", actor.address());
    }
    switch (event.objectKind()) {
      case USER -> account(personal, event, event.objectId());
      case UNKNOWN_USER -> account(personal, event, strangers(at));
      default -> {
        values(personal, "before.", event.before());
        values(personal, "after.", event.after());
      }
    }
    return personal.bySubject;
  }

  private static void account(Sorted personal, AuditEvent event, String subject) {
    if (subject.isBlank()) {
      return;
    }
    personal.put(subject, "objectId", event.objectId());
    personal.put(subject, "reason", event.reason());
    event.before().forEach((key, value) -> personal.put(subject, "before." + key, value));
    event.after().forEach((key, value) -> personal.put(subject, "after." + key, value));
  }

  private static void values(Sorted personal, String prefix, Map<String, String> values) {
    values.forEach(
        (key, value) -> {
          if (NAMES_OF_PERSONS.contains(key) && isPerson(value)) {
            personal.put(value, prefix + key, value);
          }
        });
  }

  static boolean isPerson(String name) {
    return !name.isBlank() && !name.startsWith("system:") && !name.equals(Actor.ANONYMOUS);
  }

  private static final class Sorted {
    private final SortedMap<String, SortedMap<String, String>> bySubject = new TreeMap<>();
    private final Instant at;

    Sorted(Instant at) {
      this.at = at;
    }

    @Nullable String subject(String name) {
      if (name.equals(Actor.ANONYMOUS)) {
        return strangers(at);
      }
      return isPerson(name) ? name : null;
    }

    void put(String subject, String field, @Nullable String value) {
      if (value != null) {
        bySubject.computeIfAbsent(subject, key -> new TreeMap<>()).put(field, value);
      }
    }
  }
}
