package org.plumbline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that the pages make, over HTTP to a running service whose home is {@link ScaleHome}'s:
 * one after another by one person, the answer read to its end.
 */
public final class PageTimes {
  private static final int ROUNDS = 100;
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\"\\s*:\\s*\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final SplittableRandom random = new SplittableRandom(1);
  private final String base;
  private String token = "";

  private PageTimes(String base) {
    this.base = base + "/api/v1";
  }

  /**
   * @param arguments the address of the service and the administrator's password
   */
  public static void main(String[] arguments) {
    var pages = new PageTimes(arguments[0]);
    pages.signIn(arguments[1]);
    System.out.printf(Locale.ROOT, "%-44s %9s %9s%n", "ms", "p50", "p95");
    pages.models();
    pages.audit();
    pages.experiments();
  }

  private void models() {
    time("overview", () -> "/overview");
    time("models", () -> "/models?limit=100");
    time("models, a later page", () -> "/models?limit=100&after=" + anyModel());
    time("models by stage and risk", () -> "/models?limit=100&stage=production&risk=high");
    time("models by tier", () -> "/models?limit=100&tier=high");
    time("models by owner", () -> "/models?limit=100&owner=owner" + random.nextInt(400));
    time("models by tag", () -> "/models?limit=100&tag=team%3Dteam%20" + random.nextInt(50));
    time("models, search: common", () -> "/models?limit=100&search=attrition");
    time(
        "models, search: rare",
        () -> "/models?limit=100&search=product%20" + random.nextInt(9_973));
    time("a model", () -> "/models/" + RegistryLoad.COMPARED);
    time("its versions", () -> "/models/" + anyModel() + "/versions?limit=100");
    time(
        "versions of a model with 10,000",
        () ->
            "/models/%s/versions?limit=100&after=%d"
                .formatted(RegistryLoad.name(1), 1 + random.nextInt(10_000)));
    time("a version", () -> "/models/%s/versions/1".formatted(RegistryLoad.COMPARED));
    time(
        "a comparison of 5 versions",
        () -> "/models/%s/comparison?versions=1,2,3,4,5".formatted(RegistryLoad.COMPARED));
    time(
        "a comparison of 20 versions",
        () ->
            "/models/%s/comparison?versions=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20"
                .formatted(RegistryLoad.COMPARED));
    time("what served", () -> "/models/" + anyModel() + "/served?at=2025-04-01T00:00:00Z");
    time("its lineage", () -> "/models/" + anyModel() + "/lineage?version=1");
    time("impact of a column of all", () -> "/lineage/impact?column=tenure");
    time("impact of a column", () -> "/lineage/impact?column=column" + random.nextInt(5_000));
    time("alerts", () -> "/alerts?state=open&limit=50");
    time("approvals", () -> "/change-requests?state=open&limit=50");
  }

  private void audit() {
    String list = "/audit/entries?limit=50";
    time("audit, newest", () -> list);
    time("audit by person", () -> list + "&actor=user7");
    time("audit by action", () -> list + "&action=thing.action7");
    time("audit by object", () -> list + "&object=model-" + random.nextInt(5_000));
    time("audit by person and action", () -> list + "&actor=user7&action=model.kill");
    time("audit, a day", () -> list + "&from=2025-07-01T00:00:00Z&to=2025-07-02T00:00:00Z");
    for (String word : new String[] {"agreed", "among10", "among1000", "among100000", "nothing"}) {
      time("audit, word " + word, () -> list + "&text=" + word);
    }
    time("audit checkpoint", () -> "/audit/checkpoints?limit=1");
  }

  private void experiments() {
    String runs = "/runs/search?limit=200&experiments=" + TrackingLoad.EXPERIMENT;
    time("experiments", () -> "/experiments?limit=200&view=all");
    time("runs, newest 200", () -> runs);
    time("runs by a metric", () -> runs + "&order=" + encoded("metrics.m3 DESC"));
    time(
        "runs by metric, param and tag",
        () ->
            runs
                + "&order="
                + encoded("metrics.m1 DESC")
                + "&filter="
                + encoded("metrics.m1 > 0.5 AND params.depth = '6' AND tags.team LIKE 'ret%'"));
    time(
        "runs above a bound, 50",
        () ->
            runs.replace("limit=200", "limit=50")
                + "&filter="
                + encoded("metrics.m1 > 0." + random.nextInt(1_000)));
  }

  private String anyModel() {
    return RegistryLoad.name(1 + random.nextInt(RegistryLoad.MODELS));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void time(String name, Supplier<String> path) {
    Latency.of(ROUNDS, round -> answer(HttpRequest.newBuilder(URI.create(base + path.get()))))
        .print(name);
  }

  private void signIn(String password) {
    String answer =
        answer(
            HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(password))));
    Matcher found = TOKEN.matcher(answer);
    if (!found.find()) {
      throw new IllegalStateException("The service gave no token");
    }
    token = found.group(1);
  }

  private String answer(HttpRequest.Builder request) {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            answer.uri() + " gave " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
