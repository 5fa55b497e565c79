package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Share;
import org.plumbline.deployment.safeguard.Fallback;
import org.plumbline.deployment.safeguard.GuardMaker;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.deployment.safeguard.Reaction;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.ModelBuilder;

class DividedAnswersTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Share HALF = Share.of(50, new UUID(1, 2));

  private final TimeOrderedIds ids = new TimeOrderedIds(() -> NOON, new SplittableRandom(1));
  private final Answerer answerer = new Answerer(ids, () -> NOON, new ModelBreakers());
  private final ServingVersion champion = version(1, Stage.PRODUCTION, 10, "a");
  private final List<Map<String, @Nullable Object>> rows =
      IntStream.range(0, 200)
          .<Map<String, @Nullable Object>>mapToObj(i -> Map.of("who", "C" + i, "a", i, "b", i))
          .toList();

  @Test
  void eachRowIsAnsweredByTheVersionOfItsEntityInTheOrderOfTheRequest() throws IOException {
    ServingVersion challenger = version(2, Stage.CANARY, 20, "a", "b");

    Answerer.Answer answer = answer(new Lineup(champion, challenger, HALF, null));

    JsonNode json = new ObjectMapper().readTree(answer.json());
    assertThat(json.path("version").isNull()).isTrue();
    for (int i = 0; i < rows.size(); i++) {
      boolean tried = HALF.takes("C" + i, new UUID(0, 0));
      JsonNode one = json.path("predictions").path(i);
      LoggedPrediction logged = answer.logged().get(i);
      assertThat(one.path("version").asInt()).isEqualTo(tried ? 2 : 1);
      assertThat(one.path("stage").asText()).isEqualTo(tried ? "CANARY" : "PRODUCTION");
      assertThat(one.path("score").asDouble()).isEqualTo(tried ? 20 : 10);
      assertThat(one.path("id").asText()).isEqualTo(logged.id().toString());
      assertThat(logged.entity()).isEqualTo("C" + i);
      assertThat(logged.version().number().value()).isEqualTo(tried ? 2 : 1);
      assertThat(logged.slots()).hasSize(tried ? 2 : 1);
    }
  }

  @Test
  void aChallengerThatFailsLeavesItsRowsToTheChampion() throws IOException {
    ServingVersion broken = overflowing();

    Answerer.Answer answer = answer(new Lineup(champion, broken, HALF, null));

    assertThat(answer.failed()).isBetween(60, 140);
    assertThat(answer.logged())
        .hasSize(200)
        .allSatisfy(row -> assertThat(row.version()).isEqualTo(champion.id()));
    assertThat(new ObjectMapper().readTree(answer.json()).path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aChallengerThatFailsIsNotHiddenByWhatStandsInForItsModel() {
    ServingVersion broken = standingIn(overflowing());

    Answerer.Answer answer = answer(new Lineup(champion, broken, HALF, null));

    assertThat(answer.failed()).isBetween(60, 140);
    assertThat(answer.logged())
        .allSatisfy(row -> assertThat(row.version()).isEqualTo(champion.id()));
  }

  @Test
  void allOrNobodyHasOneVersionForTheRequest() throws IOException {
    ServingVersion challenger = version(2, Stage.CANARY, 20, "a");

    Answerer.Answer all =
        answer(new Lineup(champion, challenger, Share.of(100, new UUID(1, 2)), null));
    Answerer.Answer none =
        answer(new Lineup(champion, challenger, Share.of(0, new UUID(1, 2)), null));

    assertThat(new ObjectMapper().readTree(all.json()).path("version").asInt()).isEqualTo(2);
    assertThat(new ObjectMapper().readTree(none.json()).path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aRowIsHeldToTheContractOfTheVersionThatAnswersIt() {
    ServingVersion challenger = version(2, Stage.CANARY, 20, "a", "c");

    assertThatThrownBy(() -> answer(new Lineup(champion, challenger, HALF, null)))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageContaining("'c'");
  }

  private Answerer.Answer answer(Lineup lineup) {
    return answerer.answer(lineup, parsed(lineup.champion()), this::parsed, 0);
  }

  /** Each contract is sent what it knows. */
  private List<ParsedRow> parsed(ServingVersion version) {
    RowParser parser = version.parser();
    return rows.stream()
        .map(
            row -> {
              var known = new LinkedHashMap<String, @Nullable Object>(row);
              known
                  .keySet()
                  .retainAll(
                      parser.contract().columns().stream().map(ColumnContract::name).toList());
              return parser.parse(known);
            })
        .toList();
  }

  /** Its weighted score is infinite, which no log keeps. */
  private static ServingVersion overflowing() {
    return version(2, Stage.CANARY, 1e308, 1e10, "a");
  }

  /** A constant answers where its model fails. */
  private static ServingVersion standingIn(ServingVersion version) {
    var safeguards =
        new Safeguards(
            null,
            null,
            null,
            null,
            null,
            Reaction.FALL_BACK,
            Reaction.REFUSE,
            List.of(Fallback.constant(0.5)));
    RowGuard guard =
        new GuardMaker(
                version.id(),
                version.parser(),
                () -> {
                  throw new IllegalStateException("no rule needs it");
                },
                Optional::empty)
            .make(safeguards, Kills.NONE);
    return new ServingVersion(
        version.id(),
        version.stage(),
        version.since(),
        version.deployment(),
        version.model(),
        version.parser(),
        version.threshold(),
        guard);
  }

  private static ServingVersion version(int number, Stage stage, double score, String... features) {
    return version(number, stage, score, 1, features);
  }

  private static ServingVersion version(
      int number, Stage stage, double score, double weight, String... features) {
    var columns =
        new ArrayList<>(List.of(ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false)));
    for (String feature : features) {
      columns.add(ColumnContract.of(feature, ColumnType.NUMBER, Role.FEATURE, true));
    }
    var inputs = List.of(features).stream().map(Input::numeric).toList();
    return new ServingVersion(
        VersionId.of("churn", number),
        stage,
        NOON,
        number,
        ModelBuilder.regression(inputs).add(weight, new ConstantComponent(score)).build(),
        new RowParser(new Contract(columns)),
        Double.NaN);
  }
}
