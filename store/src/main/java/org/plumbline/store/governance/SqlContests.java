package org.plumbline.store.governance;

import java.util.List;
import java.util.Optional;
import org.plumbline.governance.contest.Contest;
import org.plumbline.governance.contest.ContestStore;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Contests as JSON, a row each, appended only. */
public final class SqlContests implements ContestStore {
  private final Database database;

  public SqlContests(Database database) {
    this.database = database;
  }

  @Override
  public void append(Tx tx, Contest contest) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into contest (id, model, champion, challenger, at, won, body)
            values (:id, :model, :champion, :challenger, :at, :won, :body)
            """)
        .bind("id", contest.id())
        .bind("model", contest.model())
        .bind("champion", contest.champion())
        .bind("challenger", contest.challenger())
        .bind("at", Times.utc(contest.at()))
        .bind("won", contest.won())
        .bind("body", Json.write(contest))
        .execute();
  }

  @Override
  public List<Contest> list(ModelName model, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select body from contest where model = :model order by at desc, id limit :limit")
                .bind("model", model.value())
                .bind("limit", limit)
                .mapTo(String.class)
                .map(body -> Json.read(body, Contest.class))
                .list());
  }

  @Override
  public Optional<Contest> latest(VersionId challenger, VersionNumber champion) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select body from contest where model = :model and challenger = :challenger
                      and champion = :champion order by at desc, id limit 1
                    """)
                .bind("model", challenger.model().value())
                .bind("challenger", challenger.number().value())
                .bind("champion", champion.value())
                .mapTo(String.class)
                .map(body -> Json.read(body, Contest.class))
                .findOne());
  }
}
