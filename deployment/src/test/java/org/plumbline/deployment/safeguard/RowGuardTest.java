package org.plumbline.deployment.safeguard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.safeguard.RowGuard.Outcome;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.AppliedSafeguard.Action;
import org.plumbline.monitoring.AppliedSafeguard.Cause;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Task;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

class RowGuardTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final VersionId V2 = VersionId.of("churn", 2);
  private static final VersionId V1 = VersionId.of("churn", 1);
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("seen", ColumnType.TIMESTAMP, Role.TIME, false),
              new ColumnContract(
                  "tenure",
                  ColumnType.NUMBER,
                  Role.FEATURE,
                  false,
                  OptionalDouble.of(0),
                  OptionalDouble.of(70),
                  List.of(),
                  ""),
              ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold"))));
  private static final double[] ROW = {12, 1};
  private static final double FRESH = 0;

  @Test
  void guardsNothingWithoutSafeguardsAndKills() {
    assertThat(guard(Safeguards.NONE)).isSameAs(RowGuard.NONE);
  }

  @Test
  void clipsAScoreToTheNearerBoundAndSaysSo() {
    RowGuard guard = guard(output(0.1, 0.9, Reaction.CLIP));

    assertThat(guard.decide(ROW, null, 0.95)).isEqualTo(own(0.9, Action.CLIPPED, "above 0.9"));
    assertThat(guard.decide(ROW, null, 0.05)).isEqualTo(own(0.1, Action.CLIPPED, "below 0.1"));
    assertThat(List.of(0.1, 0.5, 0.9))
        .allMatch(score -> guard.decide(ROW, null, score).equals(new Outcome.Own(score, null)));
  }

  @ParameterizedTest
  @EnumSource(Reaction.class)
  void aScoreOutsideOfItsBoundsIsTreatedAsItWasSaid(Reaction reaction) {
    Outcome outcome = guard(output(null, 0.5, reaction)).decide(ROW, null, 0.7);

    switch (reaction) {
      case MARK, CLIP -> assertThat(outcome).isInstanceOf(Outcome.Own.class);
      case FALL_BACK ->
          assertThat(outcome)
              .isInstanceOfSatisfying(
                  Outcome.Replaced.class,
                  replaced -> {
                    assertThat(replaced.by().score()).isEqualTo(0.25);
                    assertThat(replaced.applied().action()).isEqualTo(Action.CONSTANT);
                    assertThat(replaced.applied().cause()).isEqualTo(Cause.OUTPUT);
                  });
      case REFUSE -> assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void looksAtRangesOfContractReferenceAndHand() {
    var byHand = List.of(new InputRanges.Limit("tenure", 5.0, 20.0));

    assertThat(found(ranges(InputRanges.Source.CONTRACT, List.of()), 71, 1)).contains("above 70");
    assertThat(found(ranges(InputRanges.Source.REFERENCE, List.of()), 99.5, 1)).contains("99");
    assertThat(found(ranges(InputRanges.Source.GIVEN, byHand), 4, 1)).contains("tenure is 4");
    assertThat(found(ranges(InputRanges.Source.CONTRACT, byHand), 30, 1)).contains("above 20");
    assertThat(found(ranges(InputRanges.Source.CONTRACT, List.of()), Double.NaN, -1)).isNull();
  }

  @Test
  void countsMissingValues() {
    Safeguards half = inputs(null, new MissingValues(0.5, Reaction.REFUSE), null, null);

    assertThat(found(half, Double.NaN, 1)).isNull();
    assertThat(found(half, Double.NaN, Double.NaN)).contains("2 of 2");
  }

  @Test
  void aRowThatDoesNotSayHowOldItIsIsNotJudged() {
    Safeguards day = inputs(null, null, new Staleness(Duration.ofDays(1), Reaction.REFUSE), null);

    assertThat(guard(day).find(ROW, 86_401)).isNotNull();
    assertThat(guard(day).find(ROW, 86_400)).isNull();
    assertThat(guard(day).find(ROW, Double.NaN)).isNull();
  }

  @Test
  void anUnknownCategoryAndATailValueAreUnusual() {
    Safeguards none = inputs(null, null, null, new UnusualRow(0.05, 0, Reaction.REFUSE));
    Safeguards half = inputs(null, null, null, new UnusualRow(0.05, 0.5, Reaction.REFUSE));

    assertThat(found(none, 50, 1)).isNull();
    assertThat(found(none, 50, -1)).contains("1 of 2");
    assertThat(found(half, 50, -1)).isNull();
    assertThat(found(half, 98, -1)).contains("2 of 2");
    assertThat(found(none, Double.NaN, Double.NaN)).isNull();
  }

  @Test
  void theStrongestReactionDecidesOfSeveral() {
    Safeguards both =
        inputs(
            new InputRanges(InputRanges.Source.CONTRACT, List.of(), Reaction.MARK),
            new MissingValues(0, Reaction.REFUSE),
            null,
            null);

    Finding found = requireNonNull(guard(both).find(new double[] {99, Double.NaN}, FRESH));

    assertThat(found.cause()).isEqualTo(Cause.MISSING);
  }

  @Test
  void theChainAsksOneAfterTheOther() {
    var baseline =
        new Fallback(
            Fallback.Kind.BASELINE,
            0.3,
            "plan",
            List.of(new Fallback.Case("gold", null, null, 0.05)));
    RowGuard guard = guard(chain(Fallback.previousVersion(), baseline));
    RowGuard alone = guard(chain(baseline), Optional.empty());

    assertThat(guard.decideFailed(ROW, "it broke"))
        .isInstanceOfSatisfying(
            Outcome.Replaced.class,
            replaced -> {
              assertThat(replaced.by().former()).isNotNull();
              assertThat(replaced.applied())
                  .isEqualTo(
                      new AppliedSafeguard(Action.PREVIOUS_VERSION, Cause.FAILURE, "it broke"));
            });
    assertThat(score(alone.decideFailed(ROW, "it broke"))).isEqualTo(0.05);
    assertThat(score(alone.decideFailed(new double[] {1, 0}, "it broke"))).isEqualTo(0.3);
    assertThat(score(alone.decideFailed(new double[] {1, -1}, "it broke"))).isEqualTo(0.3);
  }

  @Test
  void withoutFormerVersionTheEndOfTheChainIsARefusal() {
    RowGuard guard = guard(chain(Fallback.previousVersion()), Optional.empty());

    assertThat(guard.decideFailed(ROW, "it broke"))
        .isEqualTo(new Outcome.Refused(Cause.FAILURE, "it broke"));
  }

  @Test
  void aFormerVersionGetsItsOwnOrderAndDictionary() {
    var former =
        new RowParser(
            new Contract(
                List.of(
                    ColumnContract.category(
                        "plan", Role.FEATURE, false, List.of("silver", "gold", "basic")),
                    ColumnContract.of("colour", ColumnType.NUMBER, Role.FEATURE, false),
                    ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true))));
    var mapping = SlotMapping.of(new RowParser(CONTRACT), former).orElseThrow();

    assertThat(mapping.map(new double[] {12, 1})).containsExactly(1, Double.NaN, 12);
    assertThat(mapping.map(new double[] {12, 0})).containsExactly(2, Double.NaN, 12);
    assertThat(mapping.map(new double[] {Double.NaN, -1}))
        .containsExactly(-1, Double.NaN, Double.NaN);
    var needsMore =
        new RowParser(
            new Contract(
                List.of(ColumnContract.of("colour", ColumnType.NUMBER, Role.FEATURE, true))));
    assertThat(SlotMapping.of(new RowParser(CONTRACT), needsMore)).isEmpty();
  }

  @Test
  void aStoppedSegmentRefusesItsRowsAloneAndAStoppedVersionAll() {
    Kill segment = kill(new KillScope.OfSegment(V2.model(), new Segment.Value("plan", "gold")));
    Kill version = kill(new KillScope.OfVersion(V2));
    RowGuard some = maker(Optional.empty()).make(Safeguards.NONE, new Kills(List.of(segment)));
    RowGuard all = maker(Optional.empty()).make(Safeguards.NONE, new Kills(List.of(version)));

    assertThat(some.decide(ROW, some.find(ROW, FRESH), 0.5))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.detail())
                    .contains("plan is gold", "bob", "wrong prices", "turns the switch off"));
    assertThat(some.find(new double[] {12, 0}, FRESH)).isNull();
    assertThat(some.isStopped()).isFalse();
    assertThat(all.isStopped()).isTrue();
    assertThat(all.find(new double[] {12, 0}, FRESH)).isNotNull();
  }

  @Test
  void refusesSafeguardsThatMakeNoSense() {
    assertRefused(output(null, null, Reaction.CLIP), "output.min");
    assertRefused(output(0.9, 0.1, Reaction.CLIP), "output.max");
    assertRefused(output(-1.0, 0.1, Reaction.CLIP), "output.min");
    assertRefused(ranges(InputRanges.Source.GIVEN, List.of()), "ranges.limits");
    assertRefused(
        ranges(InputRanges.Source.GIVEN, List.of(new InputRanges.Limit("colour", 1.0, null))),
        "ranges.limits");
    assertRefused(
        ranges(InputRanges.Source.GIVEN, List.of(new InputRanges.Limit("plan", 1.0, null))),
        "ranges.limits");
    assertRefused(inputs(null, new MissingValues(1.5, Reaction.MARK), null, null), "missing.most");
    assertRefused(
        inputs(null, new MissingValues(0.5, Reaction.CLIP), null, null), "missing.reaction");
    assertRefused(inputs(null, null, null, new UnusualRow(0.5, 0, Reaction.MARK)), "unusual.tail");
    assertRefused(
        inputs(null, null, new Staleness(Duration.ZERO, Reaction.MARK), null), "staleness.most");
    assertRefused(chain(Fallback.constant(7)), "fallbacks[0]");
    assertRefused(
        chain(new Fallback(Fallback.Kind.BASELINE, 0.5, "colour", List.of())), "fallbacks[0]");
    assertRefused(chain(), "fallbacks");
    assertThatThrownBy(() -> output(0.1, 0.9, Reaction.CLIP).checked(CONTRACT, Task.MULTICLASS))
        .hasMessageContaining("cannot be clipped");
  }

  private static void assertRefused(Safeguards safeguards, String field) {
    assertThatThrownBy(() -> safeguards.checked(CONTRACT, Task.BINARY))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.details()).containsEntry("field", field));
  }

  private static Outcome own(double score, Action action, String part) {
    String detail =
        action == Action.CLIPPED && part.startsWith("above")
            ? "the score 0.95 is " + part
            : "the score 0.05 is " + part;
    return new Outcome.Own(score, new AppliedSafeguard(action, Cause.OUTPUT, detail));
  }

  private static double score(Outcome outcome) {
    return ((Outcome.Replaced) outcome).by().score();
  }

  private static @Nullable String found(Safeguards safeguards, double tenure, double plan) {
    Finding found = guard(safeguards).find(new double[] {tenure, plan}, FRESH);
    return found == null ? null : found.detail();
  }

  private static Kill kill(KillScope scope) {
    return new Kill(scope, new KillSwitch(true, "wrong prices", "bob", NOON, null));
  }

  private static Safeguards output(@Nullable Double min, @Nullable Double max, Reaction reaction) {
    return new Safeguards(
        new OutputBounds(min, max, reaction),
        null,
        null,
        null,
        null,
        Reaction.REFUSE,
        Reaction.REFUSE,
        List.of(Fallback.constant(0.25)));
  }

  private static Safeguards ranges(InputRanges.Source source, List<InputRanges.Limit> limits) {
    return inputs(new InputRanges(source, limits, Reaction.REFUSE), null, null, null);
  }

  private static Safeguards inputs(
      @Nullable InputRanges ranges,
      @Nullable MissingValues missing,
      @Nullable Staleness staleness,
      @Nullable UnusualRow unusual) {
    return new Safeguards(
        null, ranges, missing, staleness, unusual, Reaction.REFUSE, Reaction.REFUSE, List.of());
  }

  private static Safeguards chain(Fallback... fallbacks) {
    return new Safeguards(
        null, null, null, null, null, Reaction.FALL_BACK, Reaction.REFUSE, List.of(fallbacks));
  }

  private static RowGuard guard(Safeguards safeguards) {
    var model =
        ModelBuilder.binary(
                List.of(Input.numeric("tenure"), Input.categorical("plan", List.of("a", "b"))),
                "No",
                "Yes")
            .add(1, new ConstantComponent(0.25))
            .build();
    return guard(
        safeguards, Optional.of(new FormerVersion(V1, model, new RowParser(CONTRACT), 0.5)));
  }

  private static RowGuard guard(Safeguards safeguards, Optional<FormerVersion> former) {
    return maker(former).make(safeguards, Kills.NONE);
  }

  private static GuardMaker maker(Optional<FormerVersion> former) {
    return new GuardMaker(V2, new RowParser(CONTRACT), RowGuardTest::reference, () -> former);
  }

  /** Tenures from 0 to 99. */
  private static TableProfile reference() {
    var profile =
        new ProfileBuilder(
            Stream.of(
                    ProfileColumn.numeric("tenure"),
                    ProfileColumn.categorical("plan", List.of("basic", "gold")))
                .toList());
    for (int i = 0; i < 100; i++) {
      profile.addRow(new double[] {i, i % 2});
    }
    return profile.build();
  }
}
