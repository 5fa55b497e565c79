package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Alias;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Examples;
import org.plumbline.registry.FactsChange;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Sunset;
import org.plumbline.registry.Tag;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

class SqlStewardshipTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");
  private static final VersionNumber ONE = new VersionNumber(1);
  private static final VersionNumber TWO = new VersionNumber(2);

  @TempDir private Path home;
  private final SqlAuditTrail audit = new SqlAuditTrail(DATABASE, () -> Examples.NOON);
  private Stewardship stewardship;
  private RegistryRoom room;
  private ModelName model;

  @BeforeEach
  void register() {
    room =
        RegistryRoom.over(
            DATABASE, org.plumbline.store.Home.open(home), audit, () -> Examples.NOON);
    stewardship = room.stewardship();
    model = new ModelName("m-" + UUID.randomUUID());
    var purpose = new Purpose("Who leaves", "Team Nord", "Retention calls");
    room.registry().register(model, Examples.churn(1), purpose, ANA);
    room.registry().register(model, Examples.churn(2), Purpose.UNSAID, ANA);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void describesAModelAndSaysWhatHasChanged() {
    ModelCard card = card();

    ModelCard changed =
        stewardship.describe(
            model,
            new FactsChange(null, null, " Not for refusals ", RiskTier.HIGH),
            card.revision(),
            ANA);

    assertThat(changed).isEqualTo(card());
    assertThat(changed.facts().limits()).isEqualTo("Not for refusals");
    assertThat(changed.description()).isEqualTo("Who leaves");
    assertThat(changed.revision()).isEqualTo(card.revision() + 1);
    AuditEvent event = newest();
    assertThat(event.action()).isEqualTo("model.described");
    assertThat(event.before()).isEqualTo(Map.of("limits", "", "tier", "unrated"));
    assertThat(event.after()).isEqualTo(Map.of("limits", "Not for refusals", "tier", "high"));
  }

  @Test
  void anEditOfAnOldRevisionIsRefusedWithBoth() {
    long read = card().revision();
    stewardship.describe(model, new FactsChange("Quicker", null, null, null), read, ANA);

    assertThatThrownBy(
            () ->
                stewardship.describe(model, new FactsChange("Slower", null, null, null), read, ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            conflict -> {
              assertThat(conflict.code()).isEqualTo(ErrorCode.CONFLICT);
              assertThat(conflict.details())
                  .containsEntry("expectedRevision", read)
                  .containsEntry("currentRevision", read + 1)
                  .containsEntry("current.description", "Quicker");
            });

    assertThat(card().description()).isEqualTo("Quicker");
  }

  @Test
  void ofManyEditorsOfOneRevisionOneWins() throws Exception {
    long read = card().revision();
    List<Callable<Boolean>> editors = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      var change = new FactsChange("By editor " + i, null, null, null);
      editors.add(() -> stewardship.describe(model, change, read, ANA).revision() == read + 1);
    }

    int won = 0;
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (Future<Boolean> outcome : threads.invokeAll(editors)) {
        try {
          won += outcome.get() ? 1 : 0;
        } catch (ExecutionException lost) {
          assertThat(lost).hasCauseInstanceOf(PlumblineException.class);
        }
      }
    }

    assertThat(won).isEqualTo(1);
    assertThat(card().revision()).isEqualTo(read + 1);
  }

  @Test
  void sayingTheSameAgainChangesNothing() {
    ModelCard card = card();

    ModelCard same =
        stewardship.describe(
            model, new FactsChange("Who leaves", null, null, null), card.revision(), ANA);

    assertThat(same).isEqualTo(card);
    assertThat(newest().action()).isEqualTo("version.registered");
  }

  @Test
  void handsAModelOverWithAReason() {
    ModelCard handed = stewardship.handOver(model, "Team Süd", "Ana leaves", ANA);

    assertThat(handed.owner()).isEqualTo("Team Süd");
    assertThat(newest().reason()).isEqualTo("Ana leaves");
    assertThat(newest().before()).isEqualTo(Map.of("owner", "Team Nord"));
    assertRefused(ErrorCode.CONFLICT, () -> stewardship.handOver(model, "Team Süd", "Again", ANA));
    assertRefused(ErrorCode.MISSING_FIELD, () -> stewardship.handOver(model, "Team Ost", " ", ANA));
    assertRefused(ErrorCode.MISSING_FIELD, () -> stewardship.handOver(model, " ", "Why", ANA));
  }

  @Test
  void tagsModelsAndVersionsApart() {
    var version = Subject.of(new VersionId(model, ONE));
    stewardship.tag(Subject.of(model), new Tag("team", "risk"), ANA);
    stewardship.tag(version, new Tag("team", "nord"), ANA);
    stewardship.tag(version, new Tag("team", "süd"), ANA);

    assertThat(stewardship.tags(Subject.of(model))).containsExactly(new Tag("team", "risk"));
    assertThat(stewardship.tags(version)).containsExactly(new Tag("team", "süd"));
    assertThat(stewardship.versionTags(model, List.of(ONE)))
        .isEqualTo(Map.of(ONE, List.of(new Tag("team", "süd"))));
    assertThat(newest().before()).isEqualTo(Map.of("team", "nord"));

    stewardship.untag(version, "team", ANA);
    assertThat(stewardship.tags(version)).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> stewardship.untag(version, "team", ANA));
  }

  @Test
  void aSubjectBearsAHundredTagsAtMost() {
    for (int i = 0; i < 100; i++) {
      stewardship.tag(Subject.of(model), new Tag("key-" + i, ""), ANA);
    }

    assertRefused(
        ErrorCode.INVALID_FIELD,
        () -> stewardship.tag(Subject.of(model), new Tag("one-more", ""), ANA));
    stewardship.tag(Subject.of(model), new Tag("key-7", "changed"), ANA);
    assertThat(stewardship.tags(Subject.of(model)))
        .hasSize(100)
        .contains(new Tag("key-7", "changed"));
  }

  @Test
  void movesAnAliasAndRemembersWhatItNamed() {
    var name = new AliasName("candidate");
    stewardship.alias(new VersionId(model, ONE), name, ANA);
    Alias moved = stewardship.alias(new VersionId(model, TWO), name, ANA);

    assertThat(stewardship.aliases(model)).containsExactly(moved);
    assertThat(newest().before()).isEqualTo(Map.of("candidate", "1"));
    assertThat(newest().after()).isEqualTo(Map.of("candidate", "2"));

    stewardship.removeAlias(model, name, ANA);
    assertThat(stewardship.aliases(model)).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> stewardship.removeAlias(model, name, ANA));
  }

  @Test
  void anAliasThatFollowsWhatServesIsNotGiven() {
    assertRefused(
        ErrorCode.REFUSED,
        () -> stewardship.alias(new VersionId(model, ONE), AliasName.CHAMPION, ANA));
    assertRefused(
        ErrorCode.REFUSED, () -> stewardship.removeAlias(model, AliasName.CHALLENGER, ANA));
  }

  @Test
  void anAliasNamesAVersionThatIsThere() {
    assertRefused(
        ErrorCode.NOT_FOUND,
        () ->
            stewardship.alias(
                new VersionId(model, new VersionNumber(3)), new AliasName("candidate"), ANA));
    assertThat(stewardship.aliases(model)).isEmpty();
  }

  @Test
  void announcesAnEndAndTakesItBack() {
    var version = new VersionId(model, ONE);
    var end = Examples.NOON.plus(Duration.ofDays(30));

    Sunset sunset = stewardship.deprecate(Subject.of(version), end, "Replaced", TWO, ANA);

    assertThat(stewardship.sunset(version)).contains(sunset);
    assertThat(stewardship.sunset(new VersionId(model, TWO))).isEmpty();
    assertThat(newest().action()).isEqualTo("version.deprecated");

    stewardship.keepOn(Subject.of(version), "Still needed", ANA);
    assertThat(stewardship.sunset(version)).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> stewardship.keepOn(Subject.of(version), "Twice", ANA));
  }

  @Test
  void theEndOfAModelIsThatOfItsVersions() {
    var end = Examples.NOON.plus(Duration.ofDays(30));

    stewardship.deprecate(Subject.of(model), end, "The product ends", null, ANA);

    assertThat(stewardship.sunset(new VersionId(model, TWO)).map(Sunset::at)).contains(end);
    assertThat(stewardship.sunsets(model, List.of(ONE))).containsOnlyKeys(Subject.of(model));
  }

  @Test
  void refusesAnEndThatMakesNoSense() {
    var version = Subject.of(new VersionId(model, ONE));
    var past = Examples.NOON.minusSeconds(1);
    var end = Examples.NOON.plusSeconds(1);

    assertRefused(
        ErrorCode.INVALID_FIELD, () -> stewardship.deprecate(version, past, "Old", null, ANA));
    assertRefused(
        ErrorCode.INVALID_FIELD, () -> stewardship.deprecate(version, end, "Old", ONE, ANA));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> stewardship.deprecate(version, end, "Old", new VersionNumber(9), ANA));
    assertRefused(
        ErrorCode.MISSING_FIELD, () -> stewardship.deprecate(version, end, " ", null, ANA));
  }

  @Test
  void saysWhichModelIsNotThere() {
    var nothing = new ModelName("nothing");

    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> stewardship.describe(nothing, new FactsChange("x", null, null, null), 1, ANA));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> stewardship.tag(Subject.of(nothing), new Tag("key", "value"), ANA));
  }

  private ModelCard card() {
    return room.models().find(model).orElseThrow();
  }

  private AuditEvent newest() {
    return audit.list(AuditQuery.newest(1)).entries().getFirst().event();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
