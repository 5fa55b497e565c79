package org.plumbline.store.monitoring;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.pace.Snapshots;
import org.plumbline.store.Database;

/** When the features of entities were true, by their snapshots. */
public final class SqlSnapshots implements Snapshots {
  private final Database database;

  public SqlSnapshots(Database database) {
    this.database = database;
  }

  @Override
  public List<Course> all() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select model, max(version) as version, (
                      select array_agg(as_of order by as_of desc) from (
                        select distinct as_of from feature_snapshot s where s.model = w.model
                        order by as_of desc limit 20
                      ) latest
                    ) as as_of
                    from watched_version w
                    where exists (select 1 from feature_snapshot s where s.model = w.model)
                    group by model order by model
                    """)
                .map((row, context) -> course(row))
                .list());
  }

  private static Course course(ResultSet row) throws SQLException {
    Array times = row.getArray("as_of");
    return new Course(
        VersionId.of(row.getString("model"), row.getInt("version")),
        Arrays.stream((Timestamp[]) times.getArray()).map(Timestamp::toInstant).toList());
  }
}
