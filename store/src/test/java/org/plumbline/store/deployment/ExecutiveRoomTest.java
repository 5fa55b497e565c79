package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.executive.Compliance;
import org.plumbline.deployment.executive.Executive;
import org.plumbline.kernel.VersionId;

/** What executives see of the models of one store. */
class ExecutiveRoomTest extends ChurnRoomCase {
  @Test
  void whatWasDeployedAndHowItKeepsToTheRulesIsTold() {
    VersionId version = churn.deployed(1);
    room.risks().refresh(version);

    Executive.Models models = room.executives().overview(7).models();

    assertThat(models.serving()).isPositive();
    assertThat(models.overridden()).isZero();
    assertThat(models.averageCompliance()).isCloseTo(complianceOfRows(), within(0.01));
    assertThat(models.compliance().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(models.scored());
    assertThat(room.executives().history(Long.MAX_VALUE, 1))
        .singleElement()
        .matches(row -> row.model().equals(version.model().value()) && !row.override());
  }

  @Test
  void aDayIsKeptOnceAndQuietDaysOfDeploymentsAreTold() {
    room.risks().refresh(churn.deployed(2));
    room.executives().keep(NOW);
    room.executives().keep(NOW);

    Executive figures = room.executives().overview(7);

    assertThat(figures.risk()).hasSize(1);
    assertThat(figures.deployments()).hasSize(7);
    assertThat(figures.deployments().getFirst().attempts()).isZero();
    assertThat(figures.deployments().getLast().successes()).isPositive();
  }

  /** The rule in Java over each model's row, for what SQL says of all at once. */
  private double complianceOfRows() {
    record Row(double risk, @Nullable Double disparity) {}
    List<Row> rows =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select risk_index, disparity from model_summary
                        where risk_index is not null
                        """)
                    .map(
                        (row, context) ->
                            new Row(
                                row.getDouble("risk_index"),
                                row.getObject("disparity", Double.class)))
                    .list());
    return rows.stream()
        .mapToDouble(
            row ->
                Objects.requireNonNull(
                    Compliance.score(
                        row.risk(),
                        row.disparity() == null
                            ? null
                            : Double.valueOf(Math.min(100, 100 * row.disparity())),
                        false)))
        .average()
        .orElseThrow();
  }
}
