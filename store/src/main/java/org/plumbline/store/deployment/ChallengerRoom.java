package org.plumbline.store.deployment;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.contest.Challengers;
import org.plumbline.deployment.contest.Contests;
import org.plumbline.deployment.contest.Retrainer;
import org.plumbline.registry.Registry;
import org.plumbline.store.Database;
import org.plumbline.store.governance.SqlContests;
import org.plumbline.store.monitoring.SqlLabelHorizons;
import org.plumbline.store.monitoring.SqlPredictionScan;
import org.plumbline.store.registry.SqlModelStore;

/** Champions and challengers wired to PostgreSQL. */
public record ChallengerRoom(Contests contests, Challengers challengers) {
  public static ChallengerRoom over(
      Database database,
      Registry registry,
      WatchRoom watch,
      Retrainer retrainer,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    var contests =
        new Contests(
            new Contests.Ports(
                database,
                registry,
                new SqlModelStore(database),
                watch.ledger(),
                watch.versions(),
                new SqlPredictionScan(database),
                new SqlLabelHorizons(database),
                new SqlContests(database),
                audit),
            ids,
            clock);
    var ports =
        new Challengers.Ports(
            database,
            new SqlChallengerPlans(database),
            watch.alertStore(),
            watch.ledger(),
            watch.changeRequests(),
            audit);
    return new ChallengerRoom(contests, new Challengers(ports, contests, retrainer, clock));
  }
}
