package org.plumbline.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.VersionLoader;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.deployment.SqlDeploymentLedger;
import org.plumbline.store.deployment.SqlRoutes;

/**
 * What a deployment costs an instance among 60,000 live versions: reading what has changed, and
 * reading everything, as was done before and is at the start.
 */
public final class RouteTimes {
  private static final int LIVE = 60_000;
  private static final int ROUNDS = 40;

  private final Database database;
  private final SqlRoutes source;
  private final SqlDeploymentLedger ledger;

  private RouteTimes(Database database) {
    this.database = database;
    this.source = new SqlRoutes(database);
    this.ledger = new SqlDeploymentLedger(database);
  }

  /** The argument names an empty directory. */
  public static void main(String[] arguments) {
    try (Database database = Database.open(Home.open(Path.of(arguments[0])))) {
      database.run(
          tx ->
              Database.handle(tx)
                  .execute(
                      """
                      insert into deployment_ledger (model, version, stage, effective_from,
                        recorded_at, deployed_by, reason, share)
                      select 'm' || i, 1, 'PRODUCTION', now(), now(), 'bench', 'bench', 100
                      from generate_series(1, ?) i
                      """,
                      LIVE));
      database.run(tx -> Database.handle(tx).execute("analyze deployment_ledger"));
      System.out.printf(
          Locale.ROOT, "# %,d live versions%n%-44s %9s %9s%n", LIVE, "ms", "p50", "p95");
      new RouteTimes(database).run();
    }
  }

  private void run() {
    Routes routes = routes();
    routes.refresh();
    Latency.of(
            ROUNDS,
            round -> {
              deploy(round);
              routes.refresh();
            })
        .print("a deployment, and reading what has changed");
    Latency.of(ROUNDS, this::deploy).print("the deployment alone");
    Latency.of(ROUNDS, _ -> routes().refresh()).print("reading everything");
    Latency.of(ROUNDS, _ -> routes.refresh()).print("a look that finds nothing");
  }

  private void deploy(int round) {
    Instant now = Instant.now();
    database.run(
        tx ->
            ledger.append(
                tx,
                new LedgerRow(
                    VersionId.of("m" + (1 + round), 1),
                    Stage.PRODUCTION,
                    now,
                    null,
                    now,
                    "bench",
                    null,
                    "again")));
  }

  private Routes routes() {
    return new Routes(
        source,
        new VersionLoader() {
          @Override
          public Loaded load(VersionId version) {
            throw new IllegalStateException("nothing is asked");
          }

          @Override
          public TableProfile reference(VersionId version) {
            throw new IllegalStateException("nothing is asked");
          }
        });
  }
}
