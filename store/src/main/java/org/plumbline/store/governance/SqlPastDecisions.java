package org.plumbline.store.governance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.plumbline.governance.Facts;
import org.plumbline.governance.PastDecisions;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Change requests with the last evaluation that each was decided by. */
public final class SqlPastDecisions implements PastDecisions {
  private static final int FETCHED = 1_000;

  private final Database database;

  public SqlPastDecisions(Database database) {
    this.database = database;
  }

  @Override
  public void visit(Instant since, int limit, Set<String> names, Consumer<Past> visitor) {
    database.snapshot(
        handle -> {
          handle
              .createQuery(
                  """
                    select request.id, request.model, request.version, request.stage,
                      request.state, seen.verdict, seen.facts,
                      coalesce(request.closed_at, request.created_at) as at
                    from change_request request
                    join lateral (
                      select verdict, facts from evaluation
                      where model = request.model and version = request.version
                        and at >= request.created_at
                        and at <= coalesce(request.closed_at, 'infinity')
                      order by position desc limit 1) seen on true
                    where request.created_at >= :since and request.stage <> 'RETIRED'
                    order by request.position desc limit :limit
                    """)
              .bind("since", Times.utc(since))
              .bind("limit", limit)
              .setFetchSize(FETCHED)
              .map((row, context) -> past(row, names))
              .forEach(visitor);
          return true;
        });
  }

  private static Past past(ResultSet row, Set<String> names) throws SQLException {
    String facts = row.getString("facts");
    return new Past(
        row.getObject("id", UUID.class),
        new VersionId(
            new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
        Stage.valueOf(row.getString("stage")),
        row.getString("state"),
        Verdict.valueOf(row.getString("verdict")),
        Times.instant(row, "at"),
        () -> new Facts(Json.readSome(facts, names)));
  }
}
