package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** A model in production, scored and taken out of production by clients of MLflow. */
class MlflowServingTest {
  private static final Pattern LINK = Pattern.compile("(/api/v1/change-requests/[0-9a-f-]{36})");

  @TempDir private Path directory;

  @Test
  void clientsScoreWhatServesAndMoveItByApprovalOnly() throws IOException, InterruptedException {
    try (var served = ServedModel.start(directory.resolve("home"));
        var client =
            new MlflowClient(
                new BasicMlflowHostCreds(
                    "http://127.0.0.1:" + served.port(), "admin", ServedModel.PASSWORD))) {
      scoresAsTheOwnApi(served);
      assertThat(client.getLatestVersions("churn", List.of("Production")))
          .extracting(ModelVersion::getVersion)
          .containsExactly("1");

      String link = refusedWithLink(client);
      for (String approver : List.of("rosa", "ravi")) {
        var vote =
            Api.anonymous(served.port())
                .signIn(approver, ServedModel.PASSWORD)
                .post(link + "/approvals", Map.of("decision", "approve", "comment", "agreed"));
        assertThat(vote.status()).as(vote.text()).isEqualTo(200);
      }

      assertThat(archive(client)).contains("\"current_stage\":\"Archived\"");
      assertThat(client.getModelVersion("churn", "1").getCurrentStage()).isEqualTo("Archived");
    }
  }

  private static void scoresAsTheOwnApi(ServedModel served)
      throws IOException, InterruptedException {
    var own = served.predict(7);
    var theirs =
        served
            .api()
            .post(
                "/mlflow/models/churn/invocations",
                Map.of("dataframe_records", List.of(ServedModel.row(7))));

    assertThat(theirs.status()).as(theirs.text()).isEqualTo(200);
    assertThat(theirs.body().path("predictions").path(0).asDouble())
        .isEqualTo(own.body().path("predictions").path(0).path("score").asDouble());
    assertThat(served.api().read("/mlflow/models/churn/ping").status()).isEqualTo(200);
  }

  private static String archive(MlflowClient client) {
    return client.sendPost(
        "model-versions/transition-stage",
        "{\"name\":\"churn\",\"version\":\"1\",\"stage\":\"Archived\","
            + "\"archive_existing_versions\":false}");
  }

  /** The same link however often somebody asks. */
  private static String refusedWithLink(MlflowClient client) {
    String first = link(client);
    assertThat(link(client)).isEqualTo(first);
    return first;
  }

  private static String link(MlflowClient client) {
    MlflowHttpException refused =
        catchThrowableOfType(MlflowHttpException.class, () -> archive(client));
    assertThat(refused.getStatusCode()).isEqualTo(403);
    assertThat(refused.getBodyMessage()).contains("PERMISSION_DENIED", "once 2 of others approve");
    Matcher found = LINK.matcher(refused.getBodyMessage());
    assertThat(found.find()).as(refused.getBodyMessage()).isTrue();
    return found.group(1);
  }
}
