package org.plumbline.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.plumbline.audit.Actor;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.tracking.TrackingRoom;

/**
 * Search and logging among 100,000 runs of 20 metrics, in time of the wall.
 *
 * <p>Beside each search stands the statement that the reference tracker compiles of it (joins on
 * key, then all matching runs sorted with missing values last), on the same tables; beside each
 * batch stand the same rows inserted by bare SQL into a table with the same key and into one
 * without any.
 */
public final class TrackingTimes {
  private static final int METRICS = TrackingLoad.METRICS;
  private static final int PAGE = 50;
  private static final int ROUNDS = 200;
  private static final Actor ANA = Actor.user("ana");

  private final Database database;
  private final Tracking tracking;
  private final FilterParser parser = FilterParser.runs();

  private TrackingTimes(Database database) {
    this.database = database;
    this.tracking =
        TrackingRoom.over(
            database,
            new SqlAuditTrail(database, InstantSource.system()),
            InstantSource.system(),
            new SplittableRandom());
  }

  /** A search, and the peer's statement for it with one number to bind twice. */
  private record Search(String name, String filter, String order, String peer) {}

  public static void main(String[] arguments) {
    try (ScaleHome scale = ScaleHome.open(arguments)) {
      var times = new TrackingTimes(scale.database());
      long experiment = TrackingLoad.EXPERIMENT;
      System.out.printf(
          Locale.ROOT,
          "%n# search, a page of %d of %,d runs x %d metrics%n",
          PAGE,
          TrackingLoad.RUNS,
          TrackingLoad.METRICS);
      System.out.printf(
          Locale.ROOT, "%-44s %9s %9s %12s %12s%n", "ms", "p50", "p95", "peer p50", "peer p95");
      for (Search search : searches(experiment)) {
        times.search(search, new ExperimentId(experiment));
      }
      times.log(experiment);
    }
    System.out.flush();
  }

  private void execute(String sql) {
    database.withConnection(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private static List<Search> searches(long experiment) {
    String all = " from run r where r.experiment = " + experiment + " and r.deleted_at is null";
    String end = " limit " + PAGE;
    return List.of(
        new Search(
            "newest runs", "", "", "select r.* " + all + " order by r.started_at desc, r.id" + end),
        new Search(
            "order by a metric",
            "",
            "metrics.m3 DESC",
            "select r.* from run r left join (select * from run_metric where key = 'm3') o"
                + " on o.run = r.number where r.experiment = "
                + experiment
                + " and r.deleted_at is null order by case when o.value = 'NaN' then 1 when o.value"
                + " is null then 2 else 0 end, o.value desc, r.started_at desc, r.id"
                + end),
        new Search(
            "a metric above a bound",
            "metrics.m1 > %f",
            "",
            "select r.* from run r join (select * from run_metric where key = 'm1' and value > %f)"
                + " f on f.run = r.number where r.experiment = "
                + experiment
                + " and r.deleted_at is null order by r.started_at desc, r.id"
                + end),
        new Search(
            "metric, param and tag, by the metric",
            "metrics.m1 > %f AND params.depth = '6' AND tags.team LIKE 'ret%%'",
            "metrics.m1 DESC",
            "select r.* from run r join (select * from run_metric where key = 'm1' and value > %f)"
                + " f on f.run = r.number join (select * from run_param where key = 'depth' and"
                + " head = '6') p on p.run = r.number join (select * from run_tag where key ="
                + " 'team' and head like 'ret%%') t on t.run = r.number left join (select * from"
                + " run_metric where key = 'm1') o on o.run = r.number where r.experiment = "
                + experiment
                + " and r.deleted_at is null order by case when o.value = 'NaN' then 1 when o.value"
                + " is null then 2 else 0 end, o.value desc, r.started_at desc, r.id"
                + end),
        new Search(
            "one metric above a bound, by another",
            "metrics.m1 > %f",
            "metrics.m2 ASC",
            "select r.* from run r join (select * from run_metric where key = 'm1' and value > %f)"
                + " f on f.run = r.number left join (select * from run_metric where key = 'm2') o"
                + " on o.run = r.number where r.experiment = "
                + experiment
                + " and r.deleted_at is null order by case when o.value = 'NaN' then 1 when o.value"
                + " is null then 2 else 0 end, o.value, r.started_at desc, r.id"
                + end),
        new Search(
            "a param, by a metric",
            "params.depth = '3'",
            "metrics.m9 DESC",
            "select r.* from run r join (select * from run_param where key = 'depth' and head ="
                + " '3') p on p.run = r.number left join (select * from run_metric where key ="
                + " 'm9') o on o.run = r.number where r.experiment = "
                + experiment
                + " and r.deleted_at is null order by case when o.value = 'NaN' then 1 when o.value"
                + " is null then 2 else 0 end, o.value desc, r.started_at desc, r.id"
                + end));
  }

  private void search(Search search, ExperimentId experiment) {
    double[] bounds = {0.05, 0.5, 0.9, 0.99, 0.9995};
    Latency ours =
        Latency.of(
            ROUNDS,
            round -> {
              String filter =
                  String.format(Locale.ROOT, search.filter(), bounds[round % bounds.length]);
              tracking.searchRuns(
                  RunQuery.first(experiment, PAGE)
                      .filter(parser.parse(filter))
                      .orders(parser.parseOrders(search.order())));
            });
    Latency peers =
        Latency.of(
            ROUNDS,
            round -> {
              String sql = String.format(Locale.ROOT, search.peer(), bounds[round % bounds.length]);
              database.withConnection(connection -> read(connection, sql));
            });
    System.out.printf(
        Locale.ROOT,
        "%-44s %9.2f %9.2f %12.2f %12.2f%n",
        search.name(),
        ours.quantile(0.5),
        ours.quantile(0.95),
        peers.quantile(0.5),
        peers.quantile(0.95));
    System.out.flush();
  }

  /** Reads a page of runs, then what hangs on them, as the reference tracker does. */
  private static int read(Connection connection, String sql) throws SQLException {
    var numbers = new ArrayList<Long>();
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        numbers.add(result.getLong("number"));
      }
    }
    int values = 0;
    for (String table : List.of("run_metric", "run_param", "run_tag")) {
      try (PreparedStatement statement =
          connection.prepareStatement("select * from " + table + " where run = any(?)")) {
        statement.setArray(1, connection.createArrayOf("int8", numbers.toArray()));
        try (var result = statement.executeQuery()) {
          while (result.next()) {
            values += result.getString("key").length();
          }
        }
      }
    }
    return values;
  }

  private void log(long experiment) {
    execute(
        """
        drop table if exists bare_keyed, bare;
        create table bare_keyed (run bigint, key text collate "C", step bigint, at timestamptz,
          value double precision, primary key (run, key, step, at, value))
        """);
    execute(
        """
        create table bare (run bigint, key text, step bigint, at timestamptz,
          value double precision)
        """);
    RunId run = tracking.startRun(RunStart.in(new ExperimentId(experiment)), ANA).id();
    Latency ours = Latency.of(ROUNDS, round -> tracking.log(run, batch(round), ANA));
    Latency keyed = Latency.of(ROUNDS, round -> insert("bare_keyed", batch(round)));
    Latency bare = Latency.of(ROUNDS, round -> insert("bare", batch(round)));
    System.out.printf(
        Locale.ROOT, "%n# a batch of 1,000 points of %d metrics, committed%n", METRICS);
    System.out.printf(Locale.ROOT, "%-44s %9s %9s%n", "ms", "p50", "p95");
    ours.print("log batch");
    keyed.print("bare SQL, the same key");
    bare.print("bare SQL, no key");
  }

  private static RunBatch batch(int round) {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    var random = new SplittableRandom(round);
    List<MetricPoint> points = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      points.add(
          new MetricPoint("m" + i % METRICS, random.nextDouble(), round * 50L + i / METRICS, now));
    }
    return RunBatch.metrics(points);
  }

  private void insert(String table, RunBatch batch) {
    database.withConnection(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "insert into "
                      + table
                      + " (run, key, step, at, value) select 1, * from unnest(?::text[],"
                      + " ?::bigint[], ?::timestamptz[], ?::float8[])")) {
            List<MetricPoint> points = batch.metrics();
            statement.setArray(
                1,
                connection.createArrayOf("text", points.stream().map(MetricPoint::key).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf("int8", points.stream().map(MetricPoint::step).toArray()));
            statement.setArray(
                3,
                connection.createArrayOf(
                    "timestamptz", points.stream().map(point -> point.at().toString()).toArray()));
            statement.setArray(
                4,
                connection.createArrayOf(
                    "float8", points.stream().map(MetricPoint::value).toArray()));
            return statement.executeUpdate();
          }
        });
  }
}
