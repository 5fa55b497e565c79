package org.plumbline.store.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.audit.ChainHash;
import org.plumbline.audit.ChainHead;
import org.plumbline.audit.ChainVerification;
import org.plumbline.audit.ChainVerifier;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Json;

/** The chain in a table; its single head row, locked until the commit, keeps appends in order. */
public final class SqlAuditTrail implements AuditTrail {
  private static final int FETCH = 1_000;

  private final Database database;
  private final InstantSource clock;

  public SqlAuditTrail(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public AuditEntry append(Tx tx, AuditEvent event) {
    Handle handle = Database.handle(tx);
    ChainHead head =
        handle
            .createQuery("select sequence, hash from audit_head for update")
            .map((row, context) -> head(row))
            .one();
    AuditEntry entry = AuditEntry.after(head, clock.instant(), event);
    insert(handle, entry);
    handle
        .createUpdate("update audit_head set sequence = :sequence, hash = :hash")
        .bind("sequence", entry.sequence())
        .bind("hash", entry.hash().bytes())
        .execute();
    return entry;
  }

  private static void insert(Handle handle, AuditEntry entry) {
    AuditEvent event = entry.event();
    handle
        .createUpdate(
            """
            insert into audit_entry (sequence, at, actor, on_behalf_of, action, object_kind,
              object_id, before, after, reason, request_id, address, previous, hash)
            values (:sequence, :at, :actor, :onBehalfOf, :action, :objectKind,
              :objectId, :before, :after, :reason, :requestId, :address, :previous, :hash)
            """)
        .bind("sequence", entry.sequence())
        .bind("at", entry.at().atOffset(ZoneOffset.UTC))
        .bind("actor", event.actor().username())
        .bind("onBehalfOf", event.actor().onBehalfOf())
        .bind("action", event.action())
        .bind("objectKind", event.objectKind())
        .bind("objectId", event.objectId())
        .bind("before", json(event.before()))
        .bind("after", json(event.after()))
        .bind("reason", event.reason())
        .bind("requestId", event.actor().requestId())
        .bind("address", event.actor().address())
        .bind("previous", entry.previous().bytes())
        .bind("hash", entry.hash().bytes())
        .execute();
  }

  @Override
  public AuditPage list(AuditQuery query) {
    var where = new ArrayList<String>();
    if (query.actor() != null) {
      where.add("actor = :actor");
    }
    if (query.action() != null) {
      where.add("action = :action");
    }
    if (query.object() != null) {
      where.add("(object_kind = :object or object_id = :object)");
    }
    if (query.from() != null) {
      where.add("at >= :from");
    }
    if (query.to() != null) {
      where.add("at < :to");
    }
    if (query.before() != null) {
      where.add("sequence < :before");
    }
    String condition = where.isEmpty() ? "" : "where " + String.join(" and ", where);
    List<AuditEntry> found =
        database.read(
            handle ->
                bound(
                        handle.createQuery(
                            "select * from audit_entry "
                                + condition
                                + " order by sequence desc limit :limit"),
                        query)
                    .map((row, context) -> entry(row))
                    .list());
    boolean more = found.size() > query.limit();
    return new AuditPage(more ? found.subList(0, query.limit()) : found, more);
  }

  private static Query bound(Query sql, AuditQuery query) {
    var from = query.from();
    var to = query.to();
    if (query.actor() != null) {
      sql.bind("actor", query.actor());
    }
    if (query.action() != null) {
      sql.bind("action", query.action());
    }
    if (query.object() != null) {
      sql.bind("object", query.object());
    }
    if (from != null) {
      sql.bind("from", from.atOffset(ZoneOffset.UTC));
    }
    if (to != null) {
      sql.bind("to", to.atOffset(ZoneOffset.UTC));
    }
    if (query.before() != null) {
      sql.bind("before", query.before());
    }
    return sql.bind("limit", query.limit() + 1);
  }

  @Override
  public ChainVerification verify() {
    // One snapshot for chain and head, or an append in between would look like a break.
    return database.snapshot(
        handle -> {
          var verifier = new ChainVerifier();
          try (Stream<@Nullable Boolean> rows =
              handle
                  .createQuery("select * from audit_entry order by sequence")
                  .setFetchSize(FETCH)
                  .<@Nullable Boolean>map((row, context) -> accept(verifier, row))
                  .stream()) {
            rows.takeWhile(Boolean.TRUE::equals).forEach(holds -> {});
          }
          ChainHead head =
              handle
                  .createQuery("select sequence, hash from audit_head")
                  .map((row, context) -> head(row))
                  .findOne()
                  .orElse(ChainHead.EMPTY);
          return verifier.finish(head, clock.instant());
        });
  }

  private static boolean accept(ChainVerifier verifier, ResultSet row) throws SQLException {
    try {
      return verifier.accept(entry(row));
    } catch (RuntimeException unreadable) {
      verifier.unreadable(row.getLong("sequence"), String.valueOf(unreadable.getMessage()));
      return false;
    }
  }

  private static ChainHead head(ResultSet row) throws SQLException {
    return new ChainHead(row.getLong("sequence"), ChainHash.of(row.getBytes("hash")));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    var actor =
        new Actor(
            row.getString("actor"),
            row.getString("on_behalf_of"),
            row.getString("request_id"),
            row.getString("address"));
    var event =
        new AuditEvent(
            actor,
            row.getString("action"),
            row.getString("object_kind"),
            row.getString("object_id"),
            map(row.getString("before")),
            map(row.getString("after")),
            row.getString("reason"));
    return new AuditEntry(
        row.getLong("sequence"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        event,
        ChainHash.of(row.getBytes("previous")),
        ChainHash.of(row.getBytes("hash")));
  }

  private static @Nullable String json(SortedMap<String, String> values) {
    return values.isEmpty() ? null : Json.write(values);
  }

  private static SortedMap<String, String> map(@Nullable String json) {
    return json == null
        ? new TreeMap<>()
        : Json.read(json, new TypeReference<TreeMap<String, String>>() {});
  }
}
