package org.plumbline.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Filter;
import org.plumbline.registry.tracking.FilterParser;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.RunPage;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.store.Database;
import org.plumbline.store.Plans;
import org.plumbline.store.TestDatabase;

/** What a page of a search may touch among 20,000 runs of 20 metrics. */
class RunSearchPlanTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final int RUNS = 20_000;

  @BeforeAll
  static void fill() {
    DATABASE.run(
        tx -> {
          var handle = Database.handle(tx);
          handle.execute(
              """
              insert into experiment (id, name, lifecycle, created_at, updated_at)
              values (7, 'many', 'ACTIVE', now(), now()), (8, 'few', 'ACTIVE', now(), now())
              """);
          handle.execute(
              """
              insert into run (id, experiment, name, status, author, started_at, artifact_uri)
              select md5(i::text)::uuid, case when i % 20 = 0 then 8 else 7 end, 'run-' || i,
                'FINISHED', 'ana', timestamptz '2026-01-01' + i * interval '1 minute', ''
              from generate_series(1, ?) i
              """,
              RUNS);
          handle.execute(
              """
              insert into run_metric (run, key, experiment, value, step, at)
              select r.number, 'm' || k, r.experiment,
                ('x' || substr(md5(r.number || ':' || k), 1, 8))::bit(32)::bigint / 4294967296.0,
                0, now()
              from run r, generate_series(1, 20) k
              """);
          handle.execute(
              """
              insert into run_param (run, key, experiment, head)
              select number, 'depth', experiment, (number % 8)::text from run
              """);
          handle.execute(
              """
              insert into run_tag (run, key, experiment, head)
              select number, 'team', experiment,
                case when number % 4 = 0 then 'risk' else 'retail' end
              from run
              """);
        });
    DATABASE.run(tx -> fillModels(Database.handle(tx)));
    DATABASE.read(handle -> handle.execute("vacuum analyze"));
  }

  private static void fillModels(Handle handle) {
    handle.execute(
        """
        insert into experiment (id, name, lifecycle, created_at, updated_at)
        values (9, 'models', 'ACTIVE', now(), now())
        """);
    handle.execute(
        """
        insert into run (id, experiment, name, status, author, started_at, artifact_uri, is_model)
        select md5('model' || i)::uuid, 9, 'model-' || i, 'FINISHED', 'ana',
          timestamptz '2026-01-01' + i * interval '1 minute', '', true
        from generate_series(1, ?) i
        """,
        RUNS);
    handle.execute(
        """
        insert into run_metric_on (run, key, dataset, digest, value, step, at)
        select number, 'auc', case when number % 50 = 0 then 'rare' else 'usual' end, '',
          (number % 1000) / 1000.0, 0, now()
        from run where is_model
        """);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "||600",
        "|metrics.m3 DESC|1200",
        "|metrics.m3 ASC|1200",
        "|params.depth DESC|1200",
        "metrics.m1 > 0.9||2500",
        "metrics.m1 > 0.999||2500",
        "metrics.m1 > 0.9 AND params.depth = '6' AND tags.team LIKE 'ris%'|metrics.m1 DESC|8000",
        "metrics.m1 > 0.5|metrics.m2 DESC|2500",
        "run_name = 'run-777'||60",
        "start_time > '2026-01-10'|start_time ASC|600",
        "|metrics.nothing DESC|20000",
      })
  void aPageTouchesLittle(String filter, String order, long most) {
    var parser = FilterParser.runs();
    RunQuery query =
        RunQuery.first(new ExperimentId(7), 50)
            .filter(parser.parse(filter == null ? "" : filter))
            .orders(parser.parseOrders(order == null ? "" : order));

    var store = new SqlRunStore(DATABASE);
    Plans plans = Plans.of(TEST, () -> store.search(query));

    assertThat(plans.blocks()).as(plans.text()).isLessThan(most);

    RunPage page = store.search(query);
    RunPage both =
        store.search(
            new RunQuery(
                List.of(new ExperimentId(7), new ExperimentId(8)),
                query.filter(),
                query.view(),
                query.orders(),
                50,
                null));
    assertThat(both.runs()).hasSizeGreaterThanOrEqualTo(page.runs().size());
  }

  /** Of 20,000 models, one in fifty was measured on the data set that is asked for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {"||4000", "metrics.auc > 0.9||4000", "metrics.auc > 0.9|metrics.auc DESC|6000"})
  void aSearchByDataSetTouchesLittle(String filter, String order, long most) {
    var parser = FilterParser.runs();
    var rare = List.of(new DatasetKey("rare", ""));
    Condition asked =
        filter == null
            ? new Condition.Presence(Field.metric("").on(rare), true)
            : new Condition.Numeric(
                Field.metric("auc").on(rare), Condition.Comparison.GREATER, 0.9);
    RunQuery query =
        RunQuery.first(new ExperimentId(9), 50)
            .filter(new Filter(List.of(asked)))
            .orders(
                parser.parseOrders(order == null ? "" : order).stream()
                    .map(by -> new Order(by.field().on(rare), by.descending()))
                    .toList())
            .ofLoggedModels();

    var store = new SqlRunStore(DATABASE);
    Plans plans = Plans.of(TEST, () -> store.search(query));

    assertThat(plans.blocks()).as(plans.text()).isLessThan(most);
    assertThat(store.search(query).runs()).isNotEmpty();
  }
}
