package org.plumbline.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/** How findings open, change and resolve alerts: pure. */
public final class AlertRules {
  private AlertRules() {}

  /**
   * The alerts that must be written for what was found.
   *
   * <p>A cause that has an unresolved alert keeps it, with the newest numbers; a new cause opens
   * one; an unresolved alert whose cause was looked for and not found resolves.
   *
   * @param unresolved of the model
   * @param looked the kinds that this look could have found; others are left alone
   * @param idle other versions of the model that answer no more: their alerts of these kinds
   *     resolve, while those of versions that still answer wait for their own look
   * @param at the time of the data that was looked at
   * @return opened, changed and resolved ones only
   */
  public static List<Alert> reconcile(
      VersionId version,
      List<Alert> unresolved,
      List<Finding> findings,
      Set<AlertKind> looked,
      Set<VersionId> idle,
      Instant at,
      Supplier<UUID> ids) {
    List<Alert> changes = new ArrayList<>();
    for (Finding finding : findings) {
      Optional<Alert> known =
          unresolved.stream().filter(alert -> alert.hasCauseOf(finding)).findFirst();
      if (known.isEmpty()) {
        changes.add(
            new Alert(
                ids.get(),
                version,
                finding.kind(),
                finding.column(),
                finding.severity(),
                new AlertState.Open(),
                finding.title(),
                finding.detail(),
                at));
      } else {
        Alert again = known.get().seenAgain(version, finding);
        if (!again.equals(known.get())) {
          changes.add(again);
        }
      }
    }
    for (Alert alert : unresolved) {
      boolean judged = alert.version().equals(version) || idle.contains(alert.version());
      if (judged
          && looked.contains(alert.kind())
          && findings.stream().noneMatch(alert::hasCauseOf)) {
        changes.add(alert.in(resolved(alert, at)));
      }
    }
    return changes;
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
