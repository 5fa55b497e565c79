package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the prediction log holds, asked over the API. */
final class LoggedAnswers {
  private LoggedAnswers() {}

  /** All that was acknowledged is found, each once, as soon as the segments are drained. */
  static List<String> assertAll(ServedModel served, Set<String> acknowledged)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    List<String> logged = of(served);
    while (!new HashSet<>(logged).containsAll(acknowledged) && System.nanoTime() < end) {
      served.server().awaitMoment(Duration.ofMillis(300));
      logged = of(served);
    }
    assertThat(logged).doesNotHaveDuplicates().containsAll(acknowledged);
    return logged;
  }

  /** The ids of all rows in the log. */
  static List<String> of(ServedModel served) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      var page =
          served
              .api()
              .read(
                  "/api/v1/models/" + ServedModel.MODEL + "/predictions?limit=200&after=" + after);
      if (page.status() == 503) {
        served.server().awaitMoment(Duration.ofMillis(300));
        continue;
      }
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.body().path("items").forEach(item -> ids.add(item.path("id").asText()));
      after = page.body().path("next").asText("");
      if (page.body().path("next").isNull()) {
        return ids;
      }
    } while (true);
  }
}
