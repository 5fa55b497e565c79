package org.plumbline.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Tag;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageDirection;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/** Lists, filters, search and lineage among 100,000 models and 1,000,000 versions. */
public final class RegistryTimes {
  private static final int ROUNDS = 200;
  private static final int PAGE = 50;

  private final RegistryRoom room;
  private final WatchRoom watch;
  private final SplittableRandom random = new SplittableRandom(1);

  private RegistryTimes(ScaleHome scale) {
    var clock = InstantSource.system();
    var trail = new SqlAuditTrail(scale.database(), clock);
    this.room = RegistryRoom.over(scale.database(), scale.home(), trail, clock);
    this.watch = WatchRoom.over(scale.database(), room.registry(), trail, UUID::randomUUID, clock);
  }

  public static void main(String[] arguments) {
    try (ScaleHome scale = ScaleHome.open(arguments)) {
      System.out.printf(
          Locale.ROOT,
          "# %,d models, %,d versions, a page of %d%n%-44s %9s %9s%n",
          RegistryLoad.MODELS,
          RegistryLoad.VERSIONS,
          PAGE,
          "ms",
          "p50",
          "p95");
      var times = new RegistryTimes(scale);
      times.models();
      times.versions();
      times.lineage();
    }
  }

  private String anyModel() {
    return RegistryLoad.name(1 + random.nextInt(RegistryLoad.MODELS));
  }

  /** First pages and pages from anywhere in turn. */
  private void list(String name, ModelQuery query) {
    Latency.of(
            ROUNDS,
            round ->
                room.models().list(round % 2 == 0 ? query : query.after(new ModelName(anyModel()))))
        .print(name);
  }

  private void models() {
    ModelQuery all = ModelQuery.first(PAGE);
    list("models", all);
    list("models by stage", all.stage("production"));
    list("models in no stage", all.stage(ModelQuery.NO_STAGE));
    list("models by risk", all.risk("severe"));
    list("models not evaluated", all.risk(ModelQuery.NO_RISK));
    list("models by owner", all.owner("owner77"));
    list("models by tier", all.tier(RiskTier.HIGH));
    list("models by a common tag", all.tag(new Tag("data-class", "secret")));
    list("models by a rare tag", all.tag(new Tag("cost-centre", "cc777")));
    list(
        "models by owner, tier and stage",
        all.owner("owner77").tier(RiskTier.LOW).stage("production"));
    list(
        "models by tag, tier and risk",
        all.tag(new Tag("team", "team 7")).tier(RiskTier.HIGH).risk("high"));
    list("search: in every description", all.search("customers"));
    list("search: in one of twelve", all.search("attrition"));
    list("search: in few", all.search("product 4711"));
    list("search: one model", all.search("077777"));
    list("search: none", all.search("nothing like it"));
    list("search: two letters", all.search("eu"));
    list("search within a stage", all.search("attrition").stage("canary"));
    Latency.of(ROUNDS, round -> room.models().counts()).print("counts by stage and risk");
    Latency.of(ROUNDS, round -> room.models().findLine(new ModelName(anyModel())))
        .print("one model");
  }

  private void versions() {
    ModelName long10k = new ModelName(RegistryLoad.name(1));
    Latency.of(
            ROUNDS,
            round -> room.versions().list(new ModelName(anyModel()), PAGE, OptionalInt.empty()))
        .print("versions of a model");
    Latency.of(
            ROUNDS,
            round ->
                room.versions().list(long10k, PAGE, OptionalInt.of(1 + random.nextInt(10_000))))
        .print("versions of a model with 10,000");
    Latency.of(
            ROUNDS,
            round -> {
              for (int number = 1; number <= RegistryLoad.WHOLE; number++) {
                room.registry()
                    .load(new VersionId(RegistryLoad.COMPARED, new VersionNumber(number)));
              }
            })
        .print("compare 20 versions: load them");
    Instant first = Instant.parse("2025-02-01T00:00:00Z");
    Latency.of(
            ROUNDS,
            round ->
                watch
                    .ledger()
                    .at(
                        new ModelName(anyModel()),
                        first.plusSeconds(random.nextInt(10_000_000)),
                        Instant.now()))
        .print("what served at an instant");
    Latency.of(ROUNDS, round -> room.stewardship().aliases(new ModelName(anyModel())))
        .print("aliases of a model");
  }

  private void lineage() {
    Latency.of(
            ROUNDS,
            round ->
                room.lineage()
                    .around(
                        NodeRef.version(
                            new VersionId(new ModelName(anyModel()), new VersionNumber(1))),
                        LineageDirection.UPSTREAM,
                        Lineage.DEPTH))
        .print("upstream of a version");
    Latency.of(
            ROUNDS,
            round ->
                room.lineage()
                    .around(
                        NodeRef.source("source" + random.nextInt(1_000)),
                        LineageDirection.DOWNSTREAM,
                        Lineage.DEPTH))
        .print("downstream of a source of 1,000 versions");
    impact("impact of a column that some read", null, "column");
    impact("impact of a source", "table", null);
    Latency.of(ROUNDS, round -> room.lineage().impact(impact(null, "tenure")))
        .print("impact of a column that all read");
  }

  private void impact(String name, @Nullable String source, @Nullable String column) {
    Latency.of(
            ROUNDS,
            round ->
                room.lineage()
                    .impact(
                        impact(
                            source == null ? null : source + random.nextInt(1_000) + ".csv",
                            column == null ? null : column + random.nextInt(5_000))))
        .print(name);
  }

  private static ImpactQuery impact(@Nullable String source, @Nullable String column) {
    return new ImpactQuery(source, column, PAGE, Optional.empty());
  }
}
