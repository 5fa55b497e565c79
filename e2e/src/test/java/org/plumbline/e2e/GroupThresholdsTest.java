package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adult [Becker &amp; Kohavi: Adult, UCI 1996], trained on its first part with a threshold for each
 * sex, approved, and asked about its second part: what the report of the served decisions says is
 * what the scorecard had promised, at its price.
 */
class GroupThresholdsTest {
  private static final String MODEL = "/api/v1/models/adult";
  private static final int ROWS = 6_000;
  private static final int PER_REQUEST = 500;
  private static final Set<String> NUMBERS =
      Set.of("age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week");
  private static final String ALLOWING =
      """
      {"name": "by-group", "groupThresholds": true, "rules": [
        {"name": "measured", "when": "size(metrics) == 0", "verdict": "UNEVALUATED",
         "reason": "no metrics"}]}
      """;

  @TempDir private Path directory;

  /** What was answered about people. */
  private static final class Decided {
    private int right;
    private int men;
    private int women;
    private final int[] selected = new int[2];
    private final int[] byCommon = new int[2];

    void add(JsonNode answer, Map<String, Object> person, String income, double common) {
      int sex = "Male".equals(person.get("sex")) ? 0 : 1;
      boolean positive = answer.path("label").asText().equals(">50K");
      men += 1 - sex;
      women += sex;
      selected[sex] += positive ? 1 : 0;
      byCommon[sex] += answer.path("score").doubleValue() >= common ? 1 : 0;
      right += answer.path("label").asText().equals(income) ? 1 : 0;
    }

    double apart(int[] positive) {
      return (double) positive[0] / men - (double) positive[1] / women;
    }
  }

  @Test
  void servedDecisionsAreAsFarApartAndAsAccurateAsWasPromised()
      throws IOException, InterruptedException {
    List<String[]> train = read("adult_train.csv.gz");
    List<String[]> people = read("adult_test.csv");
    try (ServedModel served = ServedModel.start(directory.resolve("home"), Program.FOR_LONG_WORK)) {
      Program.Result trained = train(served, withPersons(train));
      assertThat(trained.exitCode()).as(trained.errors()).isZero();
      Api admin = served.api();
      JsonNode promised =
          admin.read(MODEL + "/versions/1").body().path("scorecard").path("mitigation");

      approve(served, propose(served));
      Decided decided = ask(admin, people, promised);

      double promisedApart = promised.at("/after/disparity/value").doubleValue();
      double promisedRight = accuracy(promised).path("value").doubleValue();
      assertThat(decided.apart(decided.byCommon)).as("by one threshold").isGreaterThan(0.12);
      assertThat(decided.apart(decided.selected))
          .as("by group, promised %s", promisedApart)
          .isCloseTo(promisedApart, within(0.04))
          .isLessThan(decided.apart(decided.byCommon) / 2);
      assertThat((double) decided.right / ROWS)
          .as("accuracy, promised %s", promisedRight)
          .isCloseTo(promisedRight, within(0.02));
      assertReport(served, decided);
      assertReplay(admin);
      assertAudit(admin);
    }
  }

  private static JsonNode accuracy(JsonNode mitigation) {
    return mitigation
        .path("costs")
        .valueStream()
        .filter(cost -> cost.path("measure").asText().equals("accuracy"))
        .findFirst()
        .orElseThrow()
        .path("after");
  }

  private static Program.Result train(ServedModel served, Path table) throws InterruptedException {
    return Program.run(
        served.home(),
        "train",
        "--data",
        table.toString(),
        "--label",
        "income",
        "--positive",
        ">50K",
        "--id",
        "person",
        "--protected",
        "sex,race",
        "--mitigate-for",
        "sex",
        "--group-thresholds",
        "demographic-parity",
        "--budget",
        "40",
        "--name",
        "adult",
        "--json");
  }

  /** Refused until a policy allows it; then it needs two others. */
  private static String propose(ServedModel served) throws IOException, InterruptedException {
    Api admin = served.api();
    Map<String, Object> wish =
        Map.of(
            "model",
            "adult",
            "version",
            1,
            "stage",
            "production",
            "reason",
            "counsel's opinion 17 allows it for grants",
            "groupThresholds",
            true);
    Api.Answer early = admin.post("/api/v1/change-requests", wish);
    assertThat(early.body().path("state").asText()).as(early.text()).isEqualTo("refused");
    assertThat(early.text()).contains("another threshold for each group");
    Api.Answer published =
        admin.post("/api/v1/policies", Map.of("policy", ALLOWING, "note", "opinion 17"));
    assertThat(published.status()).as(published.text()).isLessThan(300);
    Api.Answer attached =
        Api.anonymous(served.port())
            .signIn("rosa", ServedModel.PASSWORD)
            .put(
                "/api/v1/policies/by-group/attachment",
                Map.of("scope", "everywhere", "number", 1, "reason", "opinion 17"));
    assertThat(attached.status()).as(attached.text()).isLessThan(300);

    Api.Answer opened = admin.post("/api/v1/change-requests", wish);

    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    assertThat(opened.body().path("groupThresholds").asBoolean()).isTrue();
    assertThat(opened.body().path("requiredApprovals").asInt()).isEqualTo(2);
    return opened.body().path("id").asText();
  }

  private static void approve(ServedModel served, String request)
      throws IOException, InterruptedException {
    for (String name : List.of("rosa", "ravi")) {
      Api.Answer voted =
          Api.anonymous(served.port())
              .signIn(name, ServedModel.PASSWORD)
              .post(
                  "/api/v1/change-requests/" + request + "/approvals",
                  Map.of("decision", "approve", "comment", "read the cost and the opinion"));
      assertThat(voted.status()).as(voted.text()).isEqualTo(200);
    }
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (served.api().post(MODEL + "/predictions", Map.of("rows", List.of(Map.of()))).status()
        == 409) {
      assertThat(System.nanoTime()).as("serves within 30 s").isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(200));
    }
  }

  /** Predictions with the protected columns, then labels and memberships. */
  private static Decided ask(Api api, List<String[]> people, JsonNode promised)
      throws IOException, InterruptedException {
    double common = promised.at("/thresholds/common").doubleValue();
    var decided = new Decided();
    String[] header = people.getFirst();
    for (int from = 1; from <= ROWS; from += PER_REQUEST) {
      List<Map<String, Object>> rows = new ArrayList<>();
      List<Map<String, Object>> labels = new ArrayList<>();
      List<Map<String, Object>> members = new ArrayList<>();
      for (int i = from; i < from + PER_REQUEST; i++) {
        rows.add(row(header, people.get(i), "t" + i));
      }
      Api.Answer answered = api.post(MODEL + "/predictions", Map.of("rows", rows));
      assertThat(answered.status()).as(answered.text()).isEqualTo(200);
      for (int i = 0; i < PER_REQUEST; i++) {
        JsonNode answer = answered.body().path("predictions").path(i);
        Map<String, Object> person = rows.get(i);
        String sex = String.valueOf(person.get("sex"));
        String[] cells = people.get(from + i);
        assertThat(answer.path("group").asText()).isEqualTo(sex);
        assertThat(answer.path("threshold").doubleValue())
            .isEqualTo(promised.at("/thresholds/byGroup/" + sex).doubleValue());
        decided.add(answer, person, cells[cells.length - 1], common);
        labels.add(
            Map.of("predictionId", answer.path("id").asText(), "value", cells[cells.length - 1]));
        members.add(Map.of("entity", person.get("person"), "groups", Map.of("sex", sex)));
      }
      Api.Answer told = api.post(MODEL + "/labels", Map.of("labels", labels));
      assertThat(told.status()).as(told.text()).isEqualTo(200);
      Api.Answer known = api.post(MODEL + "/memberships", Map.of("memberships", members));
      assertThat(known.status()).as(known.text()).isEqualTo(200);
    }
    return decided;
  }

  /** The report of the newest week counts the very decisions that were answered. */
  private static void assertReport(ServedModel served, Decided decided)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    JsonNode week = week(served);
    while (week.path("known").asInt() < ROWS) {
      assertThat(System.nanoTime()).as(week.toString()).isLessThan(end);
      served.server().awaitMoment(Duration.ofSeconds(1));
      week = week(served);
    }
    double reported = week.at("/reports/0/disparity/value").doubleValue();
    assertThat(reported).isCloseTo(Math.abs(decided.apart(decided.selected)), within(1e-9));
  }

  private static JsonNode week(ServedModel served) throws IOException, InterruptedException {
    JsonNode weeks = served.api().read(MODEL + "/fairness-course").body().path("weeks");
    return weeks.path(weeks.size() - 1);
  }

  private static void assertReplay(Api api) throws IOException, InterruptedException {
    JsonNode logged = api.read(MODEL + "/predictions?limit=1").body().path("items").path(0);
    Api.Answer replayed =
        api.post(MODEL + "/predictions/" + logged.path("id").asText() + "/replay", Map.of());
    assertThat(replayed.status()).as(replayed.text()).isEqualTo(200);
    assertThat(replayed.body().path("same").asBoolean()).isTrue();
    assertThat(replayed.body().path("threshold").isNumber()).isTrue();
  }

  private static void assertAudit(Api api) throws IOException, InterruptedException {
    for (String action : List.of("change-request.open", "deployment.apply")) {
      JsonNode entry =
          api.read("/api/v1/audit/entries?action=" + action).body().path("items").path(0);
      assertThat(entry.toString()).as(action).contains("groupThresholds");
    }
    JsonNode ledger = api.read(MODEL + "/deployments").body().path("items").path(0);
    assertThat(ledger.path("groupThresholds").asBoolean()).isTrue();
  }

  private static Map<String, Object> row(String[] header, String[] cells, String person) {
    Map<String, Object> row = new HashMap<>();
    row.put("person", person);
    for (int i = 0; i < header.length - 1; i++) {
      if (!cells[i].equals("?")) {
        row.put(
            header[i], NUMBERS.contains(header[i]) ? (Object) Long.valueOf(cells[i]) : cells[i]);
      }
    }
    return row;
  }

  private Path withPersons(List<String[]> rows) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(i == 0 ? "person" : "p" + i).append(',').append(String.join(",", rows.get(i)));
      text.append('\n');
    }
    return Files.writeString(directory.resolve("adult.csv"), text);
  }

  private static List<String[]> read(String name) throws IOException {
    Path file = Program.ROOT.resolve("../shared/data/fairness").resolve(name);
    assumeThat(Files.isRegularFile(file)).as("%s is not on this machine", file).isTrue();
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).map(line -> line.split(",")).toList();
    }
  }
}
