package org.plumbline.store.governance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.plumbline.governance.PolicyFormat;
import org.plumbline.governance.policy.Attachment;
import org.plumbline.governance.policy.PolicyScope;
import org.plumbline.governance.policy.PolicyStore;
import org.plumbline.governance.policy.PolicyVersion;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Policies and where they hold; rows are only added, and the database refuses anything else. */
public final class SqlPolicies implements PolicyStore {
  private final Database database;
  private final PolicyFormat format;

  public SqlPolicies(Database database, PolicyFormat format) {
    this.database = database;
    this.format = format;
  }

  @Override
  public int add(Tx tx, PolicyVersion draft) {
    var handle = Database.handle(tx);
    handle
        .createQuery("select pg_advisory_xact_lock(hashtextextended('policy:' || :name, 0))")
        .bind("name", draft.name())
        .mapTo(String.class)
        .findOne();
    return handle
        .createQuery(
            """
            insert into policy_version (name, number, document, author, note, published_at)
            select :name, coalesce(max(number), 0) + 1, :text, :author, :note, :at
            from policy_version where name = :name
            returning number
            """)
        .bind("name", draft.name())
        .bind("text", draft.text())
        .bind("author", draft.author())
        .bind("note", draft.note())
        .bind("at", Times.utc(draft.at()))
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Optional<PolicyVersion> find(String name, int number) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from policy_version where name = :name and number = :number")
                .bind("name", name)
                .bind("number", number)
                .map((row, context) -> version(row))
                .findOne());
  }

  @Override
  public List<PolicyVersion> versions(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from policy_version where name = :name order by number desc")
                .bind("name", name)
                .map((row, context) -> version(row))
                .list());
  }

  @Override
  public List<PolicyVersion> latest() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct on (name) * from policy_version order by name, number desc
                    """)
                .map((row, context) -> version(row))
                .list());
  }

  private PolicyVersion version(ResultSet row) throws SQLException {
    String text = row.getString("document");
    return new PolicyVersion(
        row.getInt("number"),
        format.read(text),
        text,
        row.getString("author"),
        row.getString("note"),
        Times.instant(row, "published_at"));
  }

  @Override
  public void attach(Tx tx, Attachment attachment) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into policy_attachment (scope, policy, number, attached, changed_by, reason, at)
            values (:scope, :policy, :number, :on, :by, :reason, :at)
            """)
        .bind("scope", attachment.scope().toString())
        .bind("policy", attachment.policy())
        .bind("number", attachment.number())
        .bind("on", attachment.on())
        .bind("by", attachment.by())
        .bind("reason", attachment.reason())
        .bind("at", Times.utc(attachment.at()))
        .execute();
  }

  @Override
  public List<Attachment> attached() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from (
                      select distinct on (scope, policy) * from policy_attachment
                      order by scope, policy, position desc) newest
                    where attached
                    order by array_position(array['everywhere', 'tier', 'model'],
                      split_part(scope, ':', 1)), scope, policy
                    """)
                .map((row, context) -> attachment(row))
                .list());
  }

  @Override
  public List<Attachment> history(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from policy_attachment order by position desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> attachment(row))
                .list());
  }

  private static Attachment attachment(ResultSet row) throws SQLException {
    return new Attachment(
        PolicyScope.of(row.getString("scope")),
        row.getString("policy"),
        row.getInt("number"),
        row.getBoolean("attached"),
        row.getString("changed_by"),
        row.getString("reason"),
        Times.instant(row, "at"));
  }
}
