package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;

/** Small versions that can be deployed. */
final class Deployed {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("customer", ColumnType.IDENTIFIER, Role.ID, false),
              ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true)));

  private Deployed() {}

  /** A model that answers one number for every row. */
  static VersionLoader.Loaded answering(double value, long bytes) {
    Model model =
        ModelBuilder.regression(List.of(Input.numeric("tenure")))
            .add(1, new ConstantComponent(value))
            .build();
    return new VersionLoader.Loaded(model, CONTRACT, Double.NaN, bytes);
  }

  static RouteSource.Entry entry(String model, RouteSource.Standing... serving) {
    return new RouteSource.Entry(new ModelName(model), Kills.NONE, List.of(serving));
  }

  static RouteSource.Standing at(Stage stage, VersionId version) {
    return new RouteSource.Standing(version, stage, NOON, 1, Share.NONE);
  }
}
