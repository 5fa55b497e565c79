package org.plumbline.monitoring;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Transactions;

/**
 * Opens one alert for each model that serves past the end that was announced, and resolves it when
 * that is mended. Safe to run on several instances.
 */
public final class EndKeeper {
  private final Transactions transactions;
  private final PastEnds ends;
  private final WindowStore windows;
  private final Alerts alerts;
  private final InstantSource clock;

  public EndKeeper(
      Transactions transactions,
      PastEnds ends,
      WindowStore windows,
      Alerts alerts,
      InstantSource clock) {
    this.transactions = transactions;
    this.ends = ends;
    this.windows = windows;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Looks once at all models. */
  public void look() {
    for (PastEnds.Standing found : ends.at(clock.instant())) {
      ModelName model = found.version().model();
      List<Finding> findings = found.past().map(past -> finding(model, past)).stream().toList();
      transactions.run(
          tx -> {
            if (windows.claim(tx)) {
              alerts.take(
                  tx,
                  found.version(),
                  findings,
                  Map.of(AlertKind.SUNSET_PASSED, Hysteresis.AT_ONCE),
                  Set.of(),
                  clock.instant());
            }
          });
    }
  }

  private static Finding finding(ModelName model, PastEnds.Past past) {
    LocalDate day = past.end().atOffset(ZoneOffset.UTC).toLocalDate();
    String instead =
        past.successor() == null
            ? "Put another version in its place"
            : "Put version " + past.successor() + ", its named successor, in its place";
    return new Finding(
        AlertKind.SUNSET_PASSED,
        null,
        Severity.HIGH,
        model + " serves past its announced end",
        "Version %s was to end on %s and still serves. %s by a change request, or keep it on with a reason"
            .formatted(past.versions(), day, instead));
  }
}
