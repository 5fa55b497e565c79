package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelPage;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Tag;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.store.Database;
import org.plumbline.store.Plans;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.deployment.SqlDeploymentLedger;
import org.plumbline.store.deployment.SqlOverviews;
import org.plumbline.store.governance.SqlEvaluations;
import org.plumbline.store.lineage.SqlLineageStore;

/** How much lists may read among 20,000 models, one of which has 20,000 versions. */
class RegistryPlansTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final int MODELS = 20_000;
  private static final ModelName LONG = new ModelName("model-00007");

  @BeforeAll
  static void fill() {
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .createScript(
                    """
                    insert into model (name, task, label, description, owner, intended_use,
                      created_at, updated_at, tier)
                    select 'model-' || lpad(i::text, 5, '0'), 'BINARY', 'y',
                      'tells churn of product ' || i || case when i % 100 = 0 then ' abroad' else '' end,
                      'team ' || i % 500, '', now(), now(),
                      (array['UNRATED', 'LOW', 'MEDIUM', 'HIGH'])[i % 4 + 1]
                    from generate_series(1, 20000) i;
                    update model_summary set
                      stage = case when right(model, 1) in ('1', '3', '5') then 'PRODUCTION' end,
                      risk_band = case when right(model, 2) = '77' then 'severe'
                        when right(model, 1) <> '4' then 'low' end;
                    insert into registry_tag (model, number, key, value)
                    select name, 0, 'team', owner from model
                    union all select name, 0, 'region', 'eu' from model
                    union all select 'model-00007', n, 'quality', 'gold'
                    from generate_series(1, 20000) n;
                    insert into sunset (model, number, ends_at, reason, announced_by, announced_at)
                    select 'model-00007', n, now(), 'old', 'ana', now()
                    from generate_series(1, 20000) n;
                    insert into deployment_ledger (model, version, stage, effective_from,
                      recorded_at, deployed_by, reason)
                    select model, 1, stage, now(), now(), 'ana', 'better' from model_summary
                    where stage is not null
                    union all
                    select 'model-00007', n, 'RETIRED', now(), now(), 'ana', 'old'
                    from generate_series(1, 20000) n;
                    insert into evaluation (id, model, version, policy, verdict, reasons, facts,
                      evaluated_by, at)
                    select gen_random_uuid(), 'model-00007', n, 'p', 'APPROVED', '[]', '{}', 'ana', now()
                    from generate_series(1, 20000) n, generate_series(1, 2);
                    insert into alert (id, model, version, kind, severity, state, title, detail,
                      opened_at)
                    select gen_random_uuid(), name, 1, 'FEATURE_DRIFT', 'WARNING',
                      case when right(name, 1) = '1' then 'open' else 'resolved' end, '', '', now()
                    from model;
                    update model_summary set killed = right(model, 3) = '444';
                    insert into lineage_column (model, number, name, type, role)
                    select name, 1, 'tenure', 'NUMBER', 'FEATURE' from model
                    union all
                    select name, 1, 'column' || right(name, 3), 'NUMBER', 'FEATURE' from model;
                    insert into lineage_node (kind, id, name, at, model, number, facts)
                    select 'VERSION', name || ':1', name, now(), name, 1, '{}' from model
                    union all select 'RUN', 'run' || i, 'run', now(), null, null, '{}'
                    from generate_series(0, 1999) i
                    union all select 'SOURCE', 'source' || i, 'source', now(), null, null, '{}'
                    from generate_series(0, 199) i;
                    insert into lineage_edge (from_kind, from_id, to_kind, to_id)
                    select 'RUN', 'run' || right(name, 3), 'VERSION', name || ':1' from model
                    union all select 'SOURCE', 'source' || i % 200, 'RUN', 'run' || i
                    from generate_series(0, 1999) i
                    """)
                .execute());
    DATABASE.read(handle -> handle.execute("vacuum analyze"));
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  private record Budget(ModelQuery query, long blocks) {}

  private static Map<String, Budget> budgets() {
    ModelQuery all = ModelQuery.first(50);
    var budgets = new LinkedHashMap<String, Budget>();
    budgets.put("all", new Budget(all, 1_500));
    budgets.put("a stage", new Budget(all.stage("production"), 6_000));
    budgets.put("no stage", new Budget(all.stage(ModelQuery.NO_STAGE), 6_000));
    budgets.put("a seldom risk", new Budget(all.risk("severe"), 2_500));
    budgets.put("no risk", new Budget(all.risk(ModelQuery.NO_RISK), 6_000));
    budgets.put("an owner", new Budget(all.owner("team 77"), 1_500));
    budgets.put("a tier", new Budget(all.tier(RiskTier.HIGH), 3_500));
    budgets.put("a common tag", new Budget(all.tag(new Tag("region", "eu")), 6_000));
    budgets.put("a rare tag", new Budget(all.tag(new Tag("team", "team 77")), 1_500));
    budgets.put(
        "owner, tier and stage",
        new Budget(all.owner("team 77").tier(RiskTier.LOW).stage("production"), 1_500));
    budgets.put("a common word", new Budget(all.search("churn"), 2_500));
    budgets.put("a seldom word", new Budget(all.search("abroad"), 2_500));
    budgets.put("a rare word", new Budget(all.search("product 17777"), 1_500));
    budgets.put("no such word", new Budget(all.search("nothing like it"), 1_000));
    return budgets;
  }

  @TestFactory
  Stream<DynamicTest> aPageOf() {
    var models = new SqlModelStore(DATABASE);
    return budgets().entrySet().stream()
        .flatMap(
            budget ->
                Stream.of(Optional.<ModelName>empty(), Optional.of(new ModelName("model-12000")))
                    .map(
                        after ->
                            DynamicTest.dynamicTest(
                                budget.getKey() + " after " + after,
                                () ->
                                    assertCheap(
                                        budget.getValue().blocks(),
                                        () ->
                                            models.list(
                                                budget
                                                    .getValue()
                                                    .query()
                                                    .after(after.orElse(null)))))));
  }

  @Test
  void aPageOfVersionsReadsWhatItShows() {
    List<VersionNumber> shown =
        IntStream.rangeClosed(9_951, 10_000).mapToObj(VersionNumber::new).toList();
    var stewardship = new SqlStewardship(DATABASE);
    var ledger = new SqlDeploymentLedger(DATABASE);
    var evaluations = new SqlEvaluations(DATABASE);
    var versions = new SqlVersionStore(DATABASE);

    assertCheap(300, () -> stewardship.versionTags(LONG, shown));
    assertCheap(300, () -> stewardship.sunsets(LONG, shown));
    assertCheap(400, () -> ledger.stages(LONG, shown));
    assertCheap(400, () -> evaluations.latest(LONG, shown));
    assertCheap(100, () -> versions.list(LONG, 50, OptionalInt.of(10_000)));
    assertThat(stewardship.versionTags(LONG, shown)).hasSize(50);
    assertThat(evaluations.latest(LONG, shown)).hasSize(50);
  }

  @Test
  void theOverviewReadsWhatIsOpen() {
    var overviews = new SqlOverviews(DATABASE);

    assertCheap(400, () -> overviews.at(Instant.now()));
    assertCheap(200, () -> new SqlModelStore(DATABASE).counts());
  }

  @Test
  void whatServedReadsTheRowsOfOneModel() {
    var ledger = new SqlDeploymentLedger(DATABASE);
    var model = new ModelName("model-12345");

    assertCheap(50, () -> ledger.at(model, Instant.now(), Instant.now()));
  }

  @Test
  void lineageReadsWhatItReaches() {
    var lineage = new SqlLineageStore(DATABASE);
    var version = new VersionId(new ModelName("model-12345"), new VersionNumber(1));

    assertCheap(200, () -> lineage.upstream(NodeRef.version(version), 6));
    assertCheap(7_000, () -> lineage.downstream(NodeRef.source("source7"), 6));
    assertCheap(2_000, () -> lineage.impact(impact("column777")));
    assertCheap(3_000, () -> lineage.impact(impact("tenure")));
    assertCheap(1_500, () -> lineage.impact(impact("nothing")));
  }

  private static ImpactQuery impact(String column) {
    return new ImpactQuery(null, column, 50, Optional.empty());
  }

  private static void assertCheap(long most, Runnable call) {
    Plans plans = Plans.of(TEST, call);

    assertThat(plans.blocks()).as(plans.text()).isBetween(1L, most);
  }

  @Test
  void aFilteredListIsCountedToAThousand() {
    var models = new SqlModelStore(DATABASE);

    ModelPage many = models.list(ModelQuery.first(1).search("churn"));
    ModelPage few = models.list(ModelQuery.first(1).search("abroad"));

    assertThat(many.total()).isEqualTo(ModelPage.COUNTED);
    assertThat(many.totalIsExact()).isFalse();
    assertThat(few.total()).isEqualTo(MODELS / 100);
    assertThat(few.totalIsExact()).isTrue();
    assertThat(models.list(ModelQuery.first(1)).total()).isEqualTo(MODELS);
  }
}
