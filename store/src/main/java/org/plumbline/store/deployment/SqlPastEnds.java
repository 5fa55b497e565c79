package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.PastEnds;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Announced ends beside what the ledger says is live. */
final class SqlPastEnds implements PastEnds {
  private final Database database;

  SqlPastEnds(Database database) {
    this.database = database;
  }

  @Override
  public List<Standing> at(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    with past as (
                      select l.model, max(l.version) as version, min(s.ends_at) as ends_at,
                        string_agg(distinct l.version::text, ', ') as versions,
                        max(s.successor) as successor
                      from sunset s join deployment_ledger l on l.model = s.model
                        and (s.number = 0 or s.number = l.version)
                        and l.effective_until is null and l.stage <> 'RETIRED'
                      where s.ends_at <= :now
                      group by l.model
                    )
                    select model, coalesce(past.version, open.version) as version, ends_at,
                      versions, successor
                    from past full join (
                      select model, version from alert
                      where kind = 'SUNSET_PASSED' and state <> 'resolved'
                    ) open using (model)
                    order by model
                    """)
                .bind("now", Times.utc(now))
                .map((row, context) -> standing(row))
                .list());
  }

  private static Standing standing(ResultSet row) throws SQLException {
    String versions = row.getString("versions");
    return new Standing(
        VersionId.of(row.getString("model"), row.getInt("version")),
        versions == null
            ? Optional.empty()
            : Optional.of(
                new Past(
                    Times.instant(row, "ends_at"),
                    versions,
                    row.getObject("successor", Integer.class))));
  }
}
