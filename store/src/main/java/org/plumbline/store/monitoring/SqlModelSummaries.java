package org.plumbline.store.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** One row a model; the first who has something to tell adds it. */
public final class SqlModelSummaries implements ModelSummaries {
  private final InstantSource clock;

  public SqlModelSummaries(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void serving(
      Tx tx,
      ModelName model,
      @Nullable Stage stage,
      @Nullable VersionNumber version,
      @Nullable Instant since) {
    OffsetDateTime from = Times.utcOrNull(since);
    update(
            tx,
            model,
            """
            insert into model_summary (model, stage, serving_version, serving_since, updated_at)
            values (:model, :stage, :version, :since, :now)
            on conflict (model) do update set stage = excluded.stage,
              serving_version = excluded.serving_version,
              serving_since = excluded.serving_since, updated_at = excluded.updated_at
            """)
        .bind("stage", stage == null ? null : stage.name())
        .bindByType("version", version == null ? null : version.value(), Integer.class)
        .bindByType("since", from, OffsetDateTime.class)
        .execute();
  }

  @Override
  public void verdict(Tx tx, ModelName model, String verdict, Instant at) {
    update(
            tx,
            model,
            """
            insert into model_summary (model, verdict, judged_at, updated_at)
            values (:model, :verdict, :at, :now)
            on conflict (model) do update set verdict = excluded.verdict,
              judged_at = excluded.judged_at
            """)
        .bind("verdict", verdict)
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public void risk(
      Tx tx,
      ModelName model,
      @Nullable Double index,
      @Nullable String band,
      @Nullable Double disparity) {
    update(
            tx,
            model,
            """
            insert into model_summary (model, risk_index, risk_band, disparity, updated_at)
            values (:model, :index, :band, :disparity, :now)
            on conflict (model) do update set risk_index = excluded.risk_index,
              risk_band = excluded.risk_band, disparity = excluded.disparity
            """)
        .bindByType("index", index, Double.class)
        .bindByType("disparity", disparity, Double.class)
        .bind("band", band)
        .execute();
  }

  @Override
  public void openAlerts(Tx tx, ModelName model, int count) {
    update(
            tx,
            model,
            """
            insert into model_summary (model, open_alerts, updated_at)
            values (:model, :count, :now)
            on conflict (model) do update set open_alerts = excluded.open_alerts
            """)
        .bind("count", count)
        .execute();
  }

  @Override
  public void predictions7d(Tx tx, ModelName model, long count) {
    update(
            tx,
            model,
            """
            insert into model_summary (model, predictions_7d, updated_at)
            values (:model, :count, :now)
            on conflict (model) do update set predictions_7d = excluded.predictions_7d
            """)
        .bind("count", count)
        .execute();
  }

  @Override
  public void killed(Tx tx, ModelName model, boolean killed) {
    update(
            tx,
            model,
            """
            insert into model_summary (model, killed, updated_at) values (:model, :killed, :now)
            on conflict (model) do update set killed = excluded.killed,
              updated_at = excluded.updated_at
            """)
        .bind("killed", killed)
        .execute();
  }

  private Update update(Tx tx, ModelName model, String sql) {
    return Database.handle(tx)
        .createUpdate(sql)
        .bind("model", model.value())
        .bind("now", Times.utc(clock.instant()));
  }
}
