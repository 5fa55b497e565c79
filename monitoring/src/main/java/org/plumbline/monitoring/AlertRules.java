package org.plumbline.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/** How findings open, change and resolve alerts: pure. */
public final class AlertRules {
  private AlertRules() {}

  /**
   * An alert that must be written.
   *
   * @param before as it was; null when it is new
   */
  record Change(@Nullable Alert before, Alert after) {
    boolean opens() {
      return before == null;
    }

    /** The step of the incident that it is, if it is one worth telling. */
    Optional<String> kind() {
      if (before == null) {
        return Optional.of("alertOpened");
      }
      if (after.state() instanceof AlertState.Resolved) {
        return Optional.of("alertResolved");
      }
      return after.severity().compareTo(before.severity()) > 0
          ? Optional.of("alertRaised")
          : Optional.empty();
    }
  }

  /**
   * The alerts that must be written for what was found.
   *
   * <p>A cause that has an unresolved alert keeps it, with the newest numbers; a new cause opens
   * one; an unresolved alert whose cause is gone resolves.
   *
   * @param unresolved of the model
   * @param findings what opens an alert or is told by the one there is
   * @param gone whether a cause was looked for and has been absent for long enough
   * @param idle other versions of the model that answer no more: their alerts of such causes
   *     resolve, while those of versions that still answer wait for their own look
   * @param at the time of the data that was looked at
   * @return opened, changed and resolved ones only
   */
  static List<Change> reconcile(
      VersionId version,
      List<Alert> unresolved,
      List<Finding> findings,
      Predicate<Cause> gone,
      Set<VersionId> idle,
      Instant at,
      Supplier<UUID> ids) {
    List<Change> changes = new ArrayList<>();
    for (Finding finding : findings) {
      Optional<Alert> known =
          unresolved.stream().filter(alert -> alert.cause().equals(finding.cause())).findFirst();
      if (known.isEmpty()) {
        changes.add(new Change(null, opened(version, finding, at, ids.get())));
      } else {
        Alert again = known.get().seenAgain(version, finding);
        if (!again.equals(known.get())) {
          changes.add(new Change(known.get(), again));
        }
      }
    }
    for (Alert alert : unresolved) {
      boolean judged = alert.version().equals(version) || idle.contains(alert.version());
      if (judged
          && gone.test(alert.cause())
          && findings.stream().noneMatch(finding -> finding.cause().equals(alert.cause()))) {
        changes.add(new Change(alert, alert.in(resolved(alert, at))));
      }
    }
    return changes;
  }

  private static Alert opened(VersionId version, Finding finding, Instant at, UUID id) {
    return new Alert(
        id,
        version,
        finding.kind(),
        finding.column(),
        finding.severity(),
        new AlertState.Open(),
        finding.title(),
        finding.detail(),
        at);
  }

  private static AlertState resolved(Alert alert, Instant at) {
    Instant since = alert.openedAt().isAfter(at) ? alert.openedAt() : at;
    return switch (alert.state()) {
      case AlertState.Open _ -> new AlertState.Resolved(null, since);
      case AlertState.Acknowledged by -> new AlertState.Resolved(by.by(), since);
      case AlertState.Resolved already -> already;
    };
  }

  /**
   * Somebody takes care.
   *
   * @throws PlumblineException CONFLICT when the alert is resolved, or another one cares already
   */
  public static Alert acknowledge(Alert alert, String by, String comment, Instant at) {
    return switch (alert.state()) {
      case AlertState.Open _ -> alert.in(new AlertState.Acknowledged(by, comment, at));
      case AlertState.Acknowledged earlier ->
          throw PlumblineException.of(
              ErrorCode.CONFLICT,
              "The alert was acknowledged by " + earlier.by() + " already; nothing is left to do");
      case AlertState.Resolved _ ->
          throw PlumblineException.of(
              ErrorCode.CONFLICT, "The alert is resolved, so there is nothing to acknowledge");
    };
  }
}
