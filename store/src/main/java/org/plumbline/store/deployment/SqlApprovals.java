package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.plumbline.deployment.ApprovalStore;
import org.plumbline.deployment.Comment;
import org.plumbline.deployment.Delegation;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Remarks and delegations. */
public final class SqlApprovals implements ApprovalStore {
  private final Database database;

  public SqlApprovals(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, UUID request, Comment comment) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into change_request_comment (request, author, text, at)
            values (:request, :author, :text, :at)
            """)
        .bind("request", request)
        .bind("author", comment.by())
        .bind("text", comment.text())
        .bind("at", Times.utc(comment.at()))
        .execute();
  }

  @Override
  public List<Comment> comments(UUID request) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select author, text, at from change_request_comment
                    where request = :request order by position
                    """)
                .bind("request", request)
                .map(
                    (row, context) ->
                        new Comment(
                            row.getString("author"),
                            row.getString("text"),
                            Times.instant(row, "at")))
                .list());
  }

  @Override
  public void save(Tx tx, Delegation delegation) {
    var ended = delegation.endedAt();
    Database.handle(tx)
        .createUpdate(
            """
            insert into approval_delegation (id, delegator, delegate, since, until, reason, ended_at)
            values (:id, :from, :to, :since, :until, :reason, :ended)
            on conflict (id) do update set ended_at = excluded.ended_at
            """)
        .bind("id", delegation.id())
        .bind("from", delegation.from())
        .bind("to", delegation.to())
        .bind("since", Times.utc(delegation.since()))
        .bind("until", Times.utc(delegation.until()))
        .bind("reason", delegation.reason())
        .bindByType("ended", Times.utcOrNull(ended), OffsetDateTime.class)
        .execute();
  }

  @Override
  public List<Delegation> delegations(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from approval_delegation order by since desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> delegation(row))
                .list());
  }

  private static Delegation delegation(ResultSet row) throws SQLException {
    return new Delegation(
        row.getObject("id", UUID.class),
        row.getString("delegator"),
        row.getString("delegate"),
        Times.instant(row, "since"),
        Times.instant(row, "until"),
        row.getString("reason"),
        Times.instantOrNull(row, "ended_at"));
  }
}
