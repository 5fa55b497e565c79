package org.plumbline.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.plumbline.deployment.executive.Executives;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.deployment.SqlExecutive;

/** The executive overview of 10,000 models, a third of them serving, after a year of requests. */
public final class ExecutiveTimes {
  private static final int ROUNDS = 200;

  private ExecutiveTimes() {}

  public static void main(String[] arguments) {
    Home home = Home.open(Path.of(arguments[0]));
    try (Database database = Database.open(home)) {
      YearOfRequests.load(new ScaleSteps(database));
      var executives = new Executives(database, new SqlExecutive(database), InstantSource.system());
      System.out.printf(
          Locale.ROOT, "# 10,000 models, 20,000 requests%n%-44s %9s %9s%n", "ms", "p50", "p95");
      for (int days : new int[] {7, 30, 90, 365}) {
        Latency.of(ROUNDS, round -> executives.overview(days)).print("overview, days: " + days);
      }
      Latency.of(ROUNDS, round -> executives.history(20_000 - 50L * round, 50))
          .print("deployment history, a page of 50");
    }
  }
}
