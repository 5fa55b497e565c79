package org.plumbline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Task;

/** What the registry does over every set of stores; each test starts without models. */
public abstract class RegistryContract {
  private static final ModelName CHURN = new ModelName("churn");
  private static final Actor ANA = Actor.user("ana");
  private static final Purpose PURPOSE = new Purpose("Who leaves", "Team Nord", "Retention calls");

  private final List<VersionId> told = new ArrayList<>();
  private final List<VersionId> refused = new ArrayList<>();
  private Registry registry;

  protected abstract Registry.Ports ports();

  /** For the ports: keeps what the registry refused to load. */
  protected final TamperListener listening() {
    return (version, why) -> refused.add(version);
  }

  /** Changes a byte of the object behind the store's back. */
  protected abstract void damage(ContentHash hash);

  @BeforeEach
  final void open() {
    registry =
        new Registry(
            ports(), List.of((tx, version) -> told.add(version.id())), () -> Examples.NOON);
  }

  @Test
  void numbersVersionsFromOne() {
    var first = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA);
    var second = registry.register(CHURN, Examples.churn(2), Purpose.UNSAID, ANA);

    assertThat(first.isNew()).isTrue();
    assertThat(first.version().id()).isEqualTo(VersionId.of("churn", 1));
    assertThat(second.version().id()).isEqualTo(VersionId.of("churn", 2));
    assertThat(told).containsExactly(VersionId.of("churn", 1), VersionId.of("churn", 2));
  }

  @Test
  void givesBackAllThatWasRegistered() {
    var trained = Examples.churn(1);
    var version = registry.register(CHURN, trained, PURPOSE, ANA).version();

    assertThat(registry.load(version.id())).isEqualTo(version);
    assertThat(version.contract()).isEqualTo(trained.contract());
    assertThat(version.scorecard()).isEqualTo(trained.scorecard());
    assertThat(version.provenance()).isEqualTo(trained.provenance());
    assertThat(version.quality()).isEqualTo(trained.quality());
    assertThat(registry.loadReference(version.id())).isEqualTo(trained.reference());
    assertThat(registry.loadGolden(version.id())).isEqualTo(trained.golden());
    assertThat(registry.loadModel(version.id()).model().toBytes())
        .isEqualTo(trained.model().toBytes());
  }

  @Test
  void keepsRowsOfTheReferenceUnderTheSignature() {
    var without = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA).version();
    var trained = Examples.sampled(1);
    var version = registry.register(CHURN, trained, PURPOSE, ANA).version();

    assertThat(registry.loadSample(version.id()).toBytes()).isEqualTo(trained.sample().toBytes());
    assertThat(registry.loadSample(without.id()).isEmpty()).isTrue();
    assertThat(version.contentHash()).isNotEqualTo(without.contentHash());

    damage(version.line().manifest().of(Part.SAMPLE));
    assertRefused(ErrorCode.TAMPERED, () -> registry.loadSample(version.id()));
  }

  @Test
  void registersTheSameContentOnce() {
    var first = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA);

    var again = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA);

    assertThat(again.isNew()).isFalse();
    assertThat(again.version()).isEqualTo(first.version());
    assertThat(told).hasSize(1);
    assertThat(registry.find(VersionId.of("churn", 2))).isEmpty();
  }

  @Test
  void leavesAnAuditEntryWithTheVersion() {
    var version = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA).version();

    var entry = ports().audit().list(AuditQuery.newest(1)).entries().getFirst();
    assertThat(entry.event().action()).isEqualTo("version.registered");
    assertThat(entry.event().actor()).isEqualTo(ANA);
    assertThat(entry.event().after()).containsEntry("contentHash", version.contentHash().hex());
  }

  @Test
  void registersNothingWhenAListenerFails() {
    var failing =
        new Registry(
            ports(),
            List.of(
                (tx, version) -> {
                  throw new IllegalStateException("no");
                }),
            () -> Examples.NOON);

    assertThatThrownBy(() -> failing.register(CHURN, Examples.churn(1), PURPOSE, ANA))
        .hasMessage("no");

    assertThat(registry.find(VersionId.of("churn", 1))).isEmpty();
    assertThat(ports().models().find(CHURN)).isEmpty();
    assertThat(ports().audit().list(AuditQuery.newest(1)).entries()).isEmpty();
  }

  @Test
  void refusesAModelThatPredictsAnotherKindOfThing() {
    registry.register(CHURN, Examples.churn(1), PURPOSE, ANA);

    assertRefused(
        ErrorCode.CONFLICT, () -> registry.register(CHURN, Examples.revenue(), PURPOSE, ANA));
  }

  @Test
  void loadsNothingThatWasChanged() {
    var version = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA).version();

    damage(version.line().manifest().of(Part.MODEL));

    assertRefused(ErrorCode.TAMPERED, () -> registry.loadModel(version.id()));
    assertThat(refused).containsExactly(version.id());
  }

  @Test
  void loadsNothingThatAnotherKeyHasSigned() {
    var version = registry.register(CHURN, Examples.churn(1), PURPOSE, ANA).version();
    Registry.Ports ports = ports();
    var elsewhere =
        new Registry(
            new Registry.Ports(
                ports.transactions(),
                ports.models(),
                ports.versions(),
                ports.objects(),
                ports.codec(),
                ports.audit(),
                Examples.signer(),
                ports.live(),
                ports.tampering()),
            List.of(),
            () -> Examples.NOON);

    assertRefused(ErrorCode.TAMPERED, () -> elsewhere.load(version.id()));
    assertRefused(ErrorCode.TAMPERED, () -> elsewhere.loadReference(version.id()));
    assertRefused(ErrorCode.TAMPERED, () -> elsewhere.openPart(version.id(), Part.MODEL));
    assertThat(registry.load(version.id())).isEqualTo(version);
  }

  @Test
  void givesAPartAsAStream() throws IOException {
    var trained = Examples.churn(1);
    var version = registry.register(CHURN, trained, PURPOSE, ANA).version();

    try (var content = registry.openPart(version.id(), Part.MODEL).bytes()) {
      assertThat(content.readAllBytes()).isEqualTo(trained.model().toBytes());
    }
  }

  @Test
  void registersNothingWhoseGoldenRowsDoNotHold() {
    var trained = Examples.churn(1);
    var lying =
        new org.plumbline.training.TrainedVersion(
            trained.model(),
            trained.contract(),
            trained.scorecard(),
            trained.reference(),
            List.of(
                new org.plumbline.training.GoldenRow(
                    trained.golden().getFirst().row(),
                    Math.nextUp(trained.golden().getFirst().score()))),
            trained.provenance(),
            trained.quality());

    assertRefused(ErrorCode.TAMPERED, () -> registry.register(CHURN, lying, PURPOSE, ANA));
  }

  @Test
  void listsModelsByNameWithSearchAndPages() {
    registry.register(new ModelName("b-model"), Examples.churn(1), PURPOSE, ANA);
    registry.register(new ModelName("a-model"), Examples.churn(1), Purpose.UNSAID, ANA);
    registry.register(new ModelName("revenue_100"), Examples.revenue(), Purpose.UNSAID, ANA);

    var models = ports().models();
    var first = models.list(ModelQuery.first(2));
    assertThat(names(first)).containsExactly("a-model", "b-model");
    assertThat(first.total()).isEqualTo(3);
    assertThat(names(models.list(ModelQuery.first(2).after(first.next().orElseThrow()))))
        .containsExactly("revenue_100");
    assertThat(names(models.list(ModelQuery.first(9).search("TEAM nord"))))
        .containsExactly("b-model");
    assertThat(names(models.list(ModelQuery.first(9).search("e_1"))))
        .containsExactly("revenue_100");
    assertThat(names(models.list(ModelQuery.first(9).search("%")))).isEmpty();
    assertThat(names(models.list(ModelQuery.first(9).task(Task.REGRESSION))))
        .containsExactly("revenue_100");
    assertThat(models.list(ModelQuery.first(9).stage("none").risk("unevaluated")).total())
        .isEqualTo(3);
    assertThat(models.list(ModelQuery.first(9).stage("production")).total()).isZero();
    assertThat(names(models.list(ModelQuery.first(9).owner("Team Nord"))))
        .containsExactly("b-model");
    assertThat(names(models.list(ModelQuery.first(9).owner("Team")))).isEmpty();
    assertThat(models.list(ModelQuery.first(9).tier(RiskTier.UNRATED)).total()).isEqualTo(3);
    assertThat(models.list(ModelQuery.first(9).tier(RiskTier.HIGH)).total()).isZero();
    assertThat(models.list(ModelQuery.first(9).tag(new Tag("team", "nord"))).total()).isZero();
    assertThat(models.counts().byStage()).containsEntry("none", 3L);
  }

  @Test
  void aLineTellsOfTheLatestVersion() {
    registry.register(CHURN, Examples.churn(1), PURPOSE, ANA);
    registry.register(CHURN, Examples.churn(2), Purpose.UNSAID, ANA);

    var line = ports().models().findLine(CHURN).orElseThrow();

    assertThat(line.versions()).isEqualTo(2);
    assertThat(line.latestVersion()).isEqualTo(VersionId.of("churn", 2).number());
    assertThat(line.metric())
        .isEqualTo(
            new ModelLine.Metric("rocAuc", new org.plumbline.stats.Interval(0.84, 0.82, 0.86)));
    assertThat(line.owner()).isEqualTo("Team Nord");
    assertThat(line.standing()).isEqualTo(ModelLine.Standing.NEW);
  }

  @Test
  void listsVersionsFromTheNewest() {
    for (int i = 1; i <= 3; i++) {
      registry.register(CHURN, Examples.churn(i), PURPOSE, ANA);
    }

    var first = ports().versions().list(CHURN, 2, OptionalInt.empty());
    var second = ports().versions().list(CHURN, 2, first.next());

    assertThat(numbers(first)).containsExactly(3, 2);
    assertThat(numbers(second)).containsExactly(1);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() {
    assertThat(registry.find(VersionId.of("nothing", 1))).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> registry.loadModel(VersionId.of("nothing", 1)));
  }

  private static List<String> names(ModelPage page) {
    return page.models().stream().map(line -> line.model().value()).toList();
  }

  private static List<Integer> numbers(VersionPage page) {
    return page.versions().stream().map(line -> line.id().number().value()).toList();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
