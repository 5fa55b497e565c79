package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.GroupRule;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.http.problem.FieldError;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.TreeComponent;
import org.plumbline.stats.fairness.GroupThresholds;

class AnswererTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> TWO = List.of("stay", "le\"ave");
  private static final List<String> THREE = List.of("a", "b", "ü");

  private final Random random = new Random(7);
  private final Answerer answerer =
      new Answerer(new TimeOrderedIds(() -> NOON, random), () -> NOON, new ModelBreakers());

  @ParameterizedTest
  @CsvSource({"1,0", "1,3", "63,2", "64,0", "200,3", "1000,0"})
  void manyRowsAreAnsweredAsEachAlone(int count, int explain) throws IOException {
    for (List<String> classes : List.of(List.<String>of(), TWO, THREE)) {
      ServingVersion version = version(classes);
      List<ParsedRow> rows = rows(version.parser(), count);

      Answerer.Answer answer = answerer.answer(version, rows, explain);

      JsonNode json = new ObjectMapper().readTree(answer.json());
      assertThat(json.path("model").asText()).isEqualTo("churn");
      assertThat(json.path("predictions")).hasSize(count);
      assertThat(answer.logged()).hasSize(count);
      for (int i = 0; i < count; i++) {
        holds(
            version, rows.get(i), explain, json.path("predictions").get(i), answer.logged().get(i));
      }
    }
  }

  @Test
  void tellsTheAgeOfRowsThatTellTheirTime() {
    ServingVersion version = version(TWO);
    ParsedRow plain = rows(version.parser(), 1).getFirst();
    double time = NOON.minusSeconds(90).toEpochMilli() / 1_000.0;
    var timed = new ParsedRow(plain.slots(), "C1", time, List.of(), List.of());

    Answerer.Answer answer = answerer.answer(version, List.of(plain, timed), 0);

    assertThat(answer.ages()).containsExactly(Double.NaN, 90);
  }

  private static void holds(
      ServingVersion version, ParsedRow row, int explain, JsonNode json, LoggedPrediction logged) {
    Model model = version.model();
    double[] slots = row.slots();
    double[] margins = new double[model.marginCount()];
    model.margins(slots, margins);

    assertThat(json.path("id").asText()).isEqualTo(logged.id().toString());
    assertThat(json.path("score").doubleValue()).isEqualTo(model.score(slots));
    assertThat(json.path("version").asInt()).isEqualTo(3);
    assertThat(json.path("stage").asText()).isEqualTo("PRODUCTION");
    assertThat(json.path("margin").doubleValue())
        .isEqualTo(java.util.Arrays.stream(margins).max().orElseThrow());
    if (model.classes().isEmpty()) {
      assertThat(json.path("label").isNull()).isTrue();
      assertThat(json.path("probabilities").isNull()).isTrue();
    } else {
      double[] probabilities = new double[model.classes().size()];
      model.probabilities(slots, probabilities);
      for (int k = 0; k < probabilities.length; k++) {
        assertThat(json.path("probabilities").path(model.classes().get(k)).doubleValue())
            .isEqualTo(probabilities[k]);
      }
      assertThat(model.classes()).contains(json.path("label").asText());
    }
    assertThat(logged.score()).isEqualTo(model.score(slots));
    assertThat(logged.slots()).isEqualTo(slots);
    assertThat(logged.entity()).isEqualTo(row.id());
    assertThat(logged.predictedAt()).isEqualTo(NOON);
    assertThat(json.path("reasons")).hasSize(logged.reasons().size());
    if (explain == 0) {
      assertThat(json.path("baseline").isNull()).isTrue();
      assertThat(logged.reasons()).isEmpty();
      return;
    }
    Explanation explanation = model.explain(slots);
    assertThat(json.path("baseline").doubleValue()).isEqualTo(explanation.baseline());
    assertThat(logged.reasons()).hasSizeLessThanOrEqualTo(explain);
    for (int r = 0; r < logged.reasons().size(); r++) {
      JsonNode reason = json.path("reasons").get(r);
      int input = Integer.parseInt(reason.path("feature").asText().substring(1));
      assertThat(reason.path("contribution").doubleValue())
          .isEqualTo(explanation.contribution(input))
          .isEqualTo(logged.reasons().get(r).contribution());
    }
  }

  @Test
  void oneBrokenRowRefusesAllAndIsNamed() {
    ServingVersion version = version(TWO);
    var rows = new ArrayList<>(rows(version.parser(), 3));
    rows.set(1, version.parser().parse(Map.of("f0", "text", "who", "x".repeat(201), "f9", 1)));

    var refusal =
        catchThrowableOfType(RefusedRequest.class, () -> answerer.answer(version, rows, 0));

    assertThat(refusal.problem().errors())
        .extracting(FieldError::row, FieldError::field)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "f0"),
            org.assertj.core.groups.Tuple.tuple(1, "f9"),
            org.assertj.core.groups.Tuple.tuple(1, "who"));
  }

  @Test
  void aRowIsNamedByTheThresholdOfItsGroupWhichTheLogKeeps() throws IOException {
    var contract =
        new Contract(
            List.of(
                ColumnContract.of("x", ColumnType.NUMBER, Role.FEATURE, false),
                ColumnContract.category("sex", Role.PROTECTED, false, List.of("f", "m"))));
    Model half =
        ModelBuilder.binary(List.of(Input.numeric("x")), "no", "yes")
            .add(1, new ConstantComponent(0))
            .build();
    var rule = new GroupRule(List.of("sex"), new GroupThresholds(0.6, Map.of("f", 0.4, "m", 0.7)));
    var version =
        new ServingVersion(
            VersionId.of("loans", 1),
            Stage.PRODUCTION,
            NOON,
            1,
            half,
            new RowParser(contract, Set.of("sex")),
            0.6,
            RowGuard.NONE,
            rule);
    List<ParsedRow> rows =
        Stream.of("f", "m", "x").map(sex -> version.parser().parse(Map.of("sex", sex))).toList();

    Answerer.Answer answer = answerer.answer(version, rows, 1);
    Answerer.Answer silent = answerer.silentOnGroups().answer(version, rows, 1);

    JsonNode json = new ObjectMapper().readTree(answer.json()).path("predictions");
    assertThat(json.findValuesAsText("label")).containsExactly("yes", "no", "no");
    assertThat(json.findValues("threshold"))
        .extracting(JsonNode::doubleValue)
        .containsExactly(0.4, 0.7, 0.6);
    assertThat(json.findValues("group"))
        .extracting(JsonNode::textValue)
        .containsExactly("f", "m", null);
    assertThat(json.findValuesAsText("feature")).doesNotContain("sex");
    assertThat(answer.logged())
        .extracting(LoggedPrediction::threshold)
        .containsExactly(0.4, 0.7, 0.6);
    assertThat(answer.logged()).allSatisfy(row -> assertThat(row.slots()).hasSize(1));
    JsonNode told = new ObjectMapper().readTree(silent.json()).path("predictions");
    assertThat(told.findValues("threshold")).hasSize(3);
    assertThat(told.findValues("group")).isEmpty();
  }

  @Test
  void oneThresholdForAllIsNeitherToldNorLogged() throws IOException {
    ServingVersion version = version(TWO);

    Answerer.Answer answer = answerer.answer(version, rows(version.parser(), 2), 0);

    JsonNode json = new ObjectMapper().readTree(answer.json()).path("predictions");
    assertThat(json.findValues("threshold")).isEmpty();
    assertThat(json.findValues("group")).isEmpty();
    assertThat(answer.logged()).allSatisfy(row -> assertThat(row.threshold()).isNaN());
  }

  private List<ParsedRow> rows(RowParser parser, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Map<String, Object> row = new HashMap<>(Map.of("who", "k" + i));
              for (int f = 0; f < 4; f++) {
                if (random.nextInt(10) > 0) {
                  row.put("f" + f, random.nextGaussian());
                }
              }
              return parser.parse(row);
            })
        .toList();
  }

  private ServingVersion version(List<String> classes) {
    List<Input> inputs = IntStream.range(0, 4).mapToObj(f -> Input.numeric("f" + f)).toList();
    ModelBuilder model =
        switch (classes.size()) {
          case 0 -> ModelBuilder.regression(inputs);
          case 2 -> ModelBuilder.binary(inputs, classes.getFirst(), classes.getLast());
          default -> ModelBuilder.multiclass(inputs, classes);
        };
    int margins = classes.size() > 2 ? classes.size() : 1;
    List<Tree> trees = IntStream.range(0, 60).mapToObj(_ -> stump()).toList();
    int[] groups = IntStream.range(0, 60).map(t -> t % margins).toArray();
    var forest = new Forest(4, new float[margins], trees, groups);
    model.add(1, new TreeComponent(Encoding.of(inputs, 0), forest));
    var columns = new ArrayList<ColumnContract>();
    for (Input input : inputs) {
      columns.add(ColumnContract.of(input.name(), ColumnType.NUMBER, Role.FEATURE, false));
    }
    columns.add(ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false));
    return new ServingVersion(
        new VersionId(new ModelName("churn"), new VersionNumber(3)),
        Stage.PRODUCTION,
        NOON,
        1,
        model.build(),
        new RowParser(new Contract(columns)),
        0.5);
  }

  private Tree stump() {
    return new Tree(
        new int[] {random.nextInt(4), -1, -1},
        new float[] {(float) random.nextGaussian(), 0, 0},
        new boolean[] {random.nextBoolean(), false, false},
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new double[] {0, (float) random.nextGaussian(), (float) random.nextGaussian()},
        new double[] {10, 4, 6});
  }
}
