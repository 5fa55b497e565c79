package org.plumbline.store.deployment;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Incidents;
import org.plumbline.monitoring.Severity;
import org.plumbline.registry.TamperListener;
import org.plumbline.store.Database;
import org.plumbline.store.monitoring.SqlAlerts;
import org.plumbline.store.monitoring.SqlIncidents;
import org.plumbline.store.monitoring.SqlModelSummaries;
import org.plumbline.store.monitoring.SqlTimeline;

/** Writes an audit entry and opens an alert for a version that was changed, once a process each. */
public final class TamperAlarm implements TamperListener {
  private static final System.Logger LOG = System.getLogger(TamperAlarm.class.getName());

  private final Database database;
  private final AuditTrail audit;
  private final Alerts alerts;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public TamperAlarm(Database database, AuditTrail audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    var ids = new TimeOrderedIds(clock, new SecureRandom());
    var store = new SqlAlerts(database);
    this.alerts =
        new Alerts(
            database,
            store,
            new SqlTimeline(database),
            new SqlModelSummaries(clock),
            new Incidents(database, new SqlIncidents(database), store, audit, ids::next, clock),
            audit,
            ids::next,
            clock);
  }

  @Override
  public void refused(VersionId version, PlumblineException why) {
    if (!told.add(version + " " + why.text())) {
      return;
    }
    try {
      database.run(
          tx ->
              audit.append(
                  tx,
                  AuditEvent.of(
                          Actor.system("registry"),
                          "version.load-refused",
                          "version",
                          version.toString())
                      .after(Map.of("code", why.code().wireName()))
                      .because(why.text())));
      alerts.report(
          version,
          new Finding(
              AlertKind.TAMPERED_ARTEFACT,
              null,
              Severity.CRITICAL,
              "Version " + version.number() + " was changed behind our back",
              why.text()));
    } catch (PlumblineException unreachable) {
      // The refusal stands without its alarm, which the next refusal sounds.
      told.remove(version + " " + why.text());
      LOG.log(System.Logger.Level.ERROR, "Nobody was told that " + why.text(), unreachable);
    }
  }
}
