package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.plumbline.deployment.online.FeatureRow;
import org.plumbline.deployment.online.FeatureSnapshot;
import org.plumbline.deployment.online.FeatureStore;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** The newest features of entities in PostgreSQL. */
public final class SqlFeatures implements FeatureStore {
  private final Database database;

  public SqlFeatures(Database database) {
    this.database = database;
  }

  @Override
  public List<FeatureRow> find(ModelName model, Collection<String> entities) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select r.entity, r.as_of, s.columns, r.fields
                    from feature_row r join feature_snapshot s on s.id = r.snapshot
                    where r.model = :model and r.entity = any(:entities)
                    """)
                .bind("model", model.value())
                .bindArray("entities", String.class, entities.toArray())
                .map(
                    (row, context) ->
                        new FeatureRow(
                            row.getString("entity"),
                            Times.instant(row, "as_of"),
                            texts(row, "columns"),
                            texts(row, "fields")))
                .list());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  @Override
  public List<FeatureSnapshot> snapshots(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select id, as_of, rows, taken, published_by, published_at
                    from feature_snapshot where model = :model
                    order by published_at desc limit 100
                    """)
                .bind("model", model.value())
                .map(
                    (row, context) ->
                        new FeatureSnapshot(
                            row.getObject("id", UUID.class),
                            model.value(),
                            Times.instant(row, "as_of"),
                            row.getLong("rows"),
                            row.getLong("taken"),
                            row.getString("published_by"),
                            Times.instant(row, "published_at")))
                .list());
  }

  @Override
  public void save(Tx tx, ModelName model, UUID snapshot, List<FeatureRow> rows) {
    PreparedBatch batch =
        Database.handle(tx)
            .prepareBatch(
                """
                insert into feature_row (model, entity, as_of, snapshot, fields)
                values (:model, :entity, :asOf, :snapshot, :fields)
                on conflict (model, entity) do update
                set as_of = excluded.as_of, snapshot = excluded.snapshot, fields = excluded.fields
                where excluded.as_of >= feature_row.as_of
                """);
    for (FeatureRow row : newest(rows)) {
      batch
          .bind("model", model.value())
          .bind("entity", row.entity())
          .bind("asOf", Times.utc(row.asOf()))
          .bind("snapshot", snapshot)
          .bindArray("fields", String.class, row.values().toArray())
          .add();
    }
    batch.execute();
  }

  /** One row of each entity, as the driver sends many in one statement, which may hold but one. */
  private static Collection<FeatureRow> newest(List<FeatureRow> rows) {
    var newest = new LinkedHashMap<String, FeatureRow>();
    for (FeatureRow row : rows) {
      newest.merge(
          row.entity(), row, (held, next) -> next.asOf().isBefore(held.asOf()) ? held : next);
    }
    return newest.values();
  }

  @Override
  public long holding(Tx tx, ModelName model, UUID snapshot) {
    return Database.handle(tx)
        .createQuery("select count(*) from feature_row where model = :model and snapshot = :id")
        .bind("model", model.value())
        .bind("id", snapshot)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public void append(Tx tx, FeatureSnapshot snapshot, List<String> columns) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into feature_snapshot
              (id, model, columns, as_of, rows, taken, published_by, published_at)
            values (:id, :model, :columns, :asOf, :rows, :taken, :by, :at)
            """)
        .bind("id", snapshot.id())
        .bind("model", snapshot.model())
        .bindArray("columns", String.class, columns.toArray())
        .bind("asOf", Times.utc(snapshot.asOf()))
        .bind("rows", snapshot.rows())
        .bind("taken", snapshot.taken())
        .bind("by", snapshot.by())
        .bind("at", Times.utc(snapshot.at()))
        .execute();
  }
}
