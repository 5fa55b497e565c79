package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.online.FeatureRow;
import org.plumbline.deployment.online.FeatureSnapshot;
import org.plumbline.deployment.online.OnlineFeatures;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class OnlineFeaturesTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("customer", ColumnType.IDENTIFIER, Role.ID, false),
              ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true),
              ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold"))));

  @TempDir private Path files;
  private ChurnRoom churn;
  private OnlineFeatures features;

  @BeforeEach
  void aModel() {
    churn = new ChurnRoom(DATABASE, files, () -> TUESDAY);
    churn.register(1);
    features = churn.room.features();
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void theRowOfTheLatestTimeHoldsHoweverSnapshotsCome() throws IOException {
    publish("customer,tenure,plan,as_of", "a,2,gold,2026-11-02", "b,5,basic,2026-11-02");
    FeatureSnapshot late =
        publish("customer,tenure,plan,as_of", "a,1,basic,2026-11-01", "c,7,,2026-11-01");

    assertThat(late.rows()).isEqualTo(2);
    assertThat(late.taken()).isEqualTo(1);
    assertThat(slots("a")).containsExactly(2, 1);
    assertThat(slots("b")).containsExactly(5, 0);
    assertThat(slots("c")).containsExactly(7, Double.NaN);
    assertThat(row("a").asOf()).isEqualTo(MONDAY);
    assertThat(features.snapshots(churn.model)).hasSize(2);
    assertThat(churn.audited("features.published")).isEqualTo(2);
  }

  @Test
  void severalTimesOfAnEntityInOneSnapshotLeaveTheLatest() throws IOException {
    publish("customer,tenure,as_of", "a,2,2026-11-02", "a,1,2026-11-01");

    assertThat(slots("a")[0]).isEqualTo(2);
  }

  @Test
  void aRowIsReadAsOldAsItsSnapshotByAVersionOfOtherColumns() throws IOException {
    publish(MONDAY, "customer,tenure,plan,income", "a,2,gold,30");
    var other =
        new Contract(List.of(ColumnContract.of("income", ColumnType.NUMBER, Role.FEATURE, true)));

    ParsedRow read = row("a").readBy(new RowParser(other));

    assertThat(read.slots()).containsExactly(30);
    assertThat(read.id()).isEqualTo("a");
    assertThat(read.time()).isEqualTo((double) MONDAY.getEpochSecond());
  }

  @Test
  void rowsComeInTheOrderAskedForAndUnknownEntitiesAreNamed() throws IOException {
    publish(MONDAY, "customer,tenure", "a,1", "b,2");

    assertThat(features.load(churn.model, List.of("b", "a", "b")).stream().map(FeatureRow::entity))
        .containsExactly("b", "a", "b");
    refused(
        () -> features.load(churn.model, List.of("a", "nobody")), ErrorCode.NOT_FOUND, "'nobody'");
  }

  @Test
  void oneBadLineKeepsTheWholeSnapshotOut() throws IOException {
    refused(() -> publish(MONDAY, "customer,tenure", "a,1", "b,many"), "Line 3");
    refused(() -> publish(MONDAY, "customer,tenure", "a,1", ",2"), "the id must have");
    refused(() -> publish("customer,tenure,as_of", "a,1,soon"), "is no time");
    refused(() -> publish(MONDAY, "customer,tenure"), "no rows");
    refused(
        () -> publish(TUESDAY.plusSeconds(1), "customer,tenure", "a,1"), "which is yet to come");

    refused(() -> features.load(churn.model, List.of("a")), ErrorCode.NOT_FOUND, "'a'");
    assertThat(features.snapshots(churn.model)).isEmpty();
  }

  @Test
  void aSnapshotMustTellWhomItIsAboutAndWhen() {
    refused(
        () -> publish("customer,tenure", "a,1"), ErrorCode.MISSING_FIELD, "add a column 'as_of'");
    refused(() -> publish(MONDAY, "tenure", "1"), ErrorCode.MISSING_FIELD, "'customer'");
    refused(() -> publish(MONDAY, "customer", "a"), ErrorCode.MISSING_FIELD, "'tenure'");
  }

  private FeatureSnapshot publish(String... lines) throws IOException {
    return publish(null, lines);
  }

  private FeatureSnapshot publish(@Nullable Instant asOf, String... lines) throws IOException {
    Path file = Files.write(files.resolve("snapshot.csv"), List.of(lines));
    return features.publish(churn.model, CONTRACT, file, asOf, ChurnRoom.ANA);
  }

  private FeatureRow row(String entity) {
    return features.load(churn.model, List.of(entity)).getFirst();
  }

  private double[] slots(String entity) {
    return row(entity).readBy(new RowParser(CONTRACT)).slots();
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void refused(Call call, String why) {
    refused(call, ErrorCode.INVALID_DATA, why);
  }

  private static void refused(Call call, ErrorCode code, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(why)
        .extracting(failure -> ((PlumblineException) failure).code())
        .isEqualTo(code);
  }
}
