package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.FeedEvent;
import org.plumbline.monitoring.feed.Interest;
import org.plumbline.monitoring.feed.LogTail;
import org.plumbline.monitoring.feed.Seen;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/**
 * Reads the log and the alerts by the transactions that wrote them.
 *
 * <p>A snapshot of PostgreSQL names the transactions that had not ended; what a later snapshot
 * shows beyond it is new. Both are found by the index over transactions, so a reading costs what it
 * brings, however long the log is.
 */
public final class SqlLogTail implements LogTail {
  /** Rows may reach the log so much later than they were answered; it spares the older days. */
  private static final Duration LATEST = Duration.ofDays(2);

  /** In order of the store: ids are bytes without sign. */
  private static final Comparator<FeedEvent> ORDER =
      Comparator.comparingLong(FeedEvent::tx)
          .thenComparing(event -> event.id().getMostSignificantBits(), Long::compareUnsigned)
          .thenComparing(event -> event.id().getLeastSignificantBits(), Long::compareUnsigned);

  private static final String PREDICTIONS =
      """
      select id, predicted_at, version_key, stage, entity, score, detail, safeguard, tx
      from logged_prediction
      where %s and predicted_at >= :since
        and (:all or entity = any(:entities) or version_key in
          (select key from watched_version where model = any(:models)))
        and (:by::text is null or not pg_visible_in_snapshot(tx, :by::text::pg_snapshot)
          or (tx, id) > (:placeTx::text::xid8, :placeId))
      order by tx, id limit :limit
      """;

  private static final String ALERTS =
      """
      select * from alert
      where %s
        and (:by::text is null or not pg_visible_in_snapshot(tx, :by::text::pg_snapshot)
          or (tx, id) > (:placeTx::text::xid8, :placeId))
      order by tx, id limit :limit
      """;

  private static final String BEGUN_SINCE = "tx >= :next::text::xid8";
  private static final String ENDED_SINCE = "tx = any(:running::text::xid8[])";

  private final Database database;
  private final VersionKeys keys;
  private final InstantSource clock;

  public SqlLogTail(Database database, InstantSource clock) {
    this.database = database;
    this.keys = new VersionKeys(database);
    this.clock = clock;
  }

  @Override
  public Cursor end() {
    return Cursor.after(clock.instant(), database.read(SqlLogTail::seen));
  }

  @Override
  public Batch read(Cursor after, Interest interest, int limit) {
    Instant now = clock.instant();
    return database.snapshot(
        handle -> {
          Seen seen = seen(handle);
          List<FeedEvent> events = new ArrayList<>();
          if (interest.predictions()) {
            events.addAll(predictions(handle, after, interest, limit));
          }
          if (interest.alerts()) {
            events.addAll(alerts(handle, after, limit));
          }
          events.sort(ORDER);
          return batch(events, after, Cursor.after(now, seen), limit);
        });
  }

  /** Gives each event the cursor that leads on after it. */
  private static Batch batch(List<FeedEvent> found, Cursor after, Cursor end, int limit) {
    boolean more = found.size() >= limit;
    List<FeedEvent> events = more ? found.subList(0, limit) : found;
    List<FeedEvent> placed = new ArrayList<>(events.size());
    Cursor last = after;
    for (int i = 0; i < events.size(); i++) {
      FeedEvent event = events.get(i);
      boolean isLast = !more && i == events.size() - 1;
      last =
          isLast
              ? end
              : new Cursor(
                  end.at(), after.seen(), new Cursor.Place(end.seen(), event.tx(), event.id()));
      placed.add(event.at(last));
    }
    return new Batch(placed, more ? last : end, more);
  }

  private List<FeedEvent> predictions(Handle handle, Cursor after, Interest interest, int limit) {
    Query query =
        handle
            .createQuery(both(PREDICTIONS, after))
            .bind("since", after.at().minus(LATEST).atOffset(java.time.ZoneOffset.UTC))
            .bind("all", interest.allPredictions())
            .bindArray("entities", String.class, interest.entities().toArray())
            .bindArray(
                "models",
                String.class,
                (Object[]) interest.models().stream().map(ModelName::value).toArray(String[]::new));
    return place(query, after, limit).map((row, context) -> answered(handle, row, after)).list();
  }

  private static List<FeedEvent> alerts(Handle handle, Cursor after, int limit) {
    return place(handle.createQuery(both(ALERTS, after)), after, limit)
        .map(
            (row, context) ->
                (FeedEvent)
                    new FeedEvent.AlertChanged(after, row.getLong("tx"), SqlAlerts.alert(row)))
        .list();
  }

  /** What began since, and what ran then and has ended; the second is seldom anything. */
  private static String both(String select, Cursor after) {
    String begun = select.formatted(BEGUN_SINCE);
    return after.seen().running().isEmpty()
        ? begun
        : "(" + begun + ") union all (" + select.formatted(ENDED_SINCE) + ") order by tx, id";
  }

  private static Query place(Query query, Cursor after, int limit) {
    Cursor.Place place = after.place();
    query
        .bind("next", after.seen().next())
        .bind("limit", limit)
        .bind("by", place == null ? null : snapshot(place.by()))
        .bind("placeTx", place == null ? 0 : place.tx())
        .bind("placeId", place == null ? new UUID(0, 0) : place.id());
    if (!after.seen().running().isEmpty()) {
      query.bind(
          "running",
          after.seen().running().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",", "{", "}")));
    }
    return query;
  }

  private FeedEvent answered(Handle handle, ResultSet row, Cursor cursor) throws SQLException {
    int stage = row.getInt("stage");
    Packed.Detail detail = Packed.detail(row.getBytes("detail"));
    return new FeedEvent.Answered(
        cursor,
        row.getLong("tx"),
        row.getObject("id", UUID.class),
        Times.instant(row, "predicted_at"),
        keys.version(handle, row.getInt("version_key")),
        stage == 0 ? null : SqlPredictionWriter.stage(stage),
        row.getString("entity"),
        row.getDouble("score"),
        detail.reasons(),
        SafeguardCodes.applied(row.getInt("safeguard"), detail.safeguard()));
  }

  private static Seen seen(Handle handle) {
    return seen(handle.createQuery("select pg_current_snapshot()::text").mapTo(String.class).one());
  }

  /** PostgreSQL writes {@code oldest:next:running,running}. */
  static Seen seen(String snapshot) {
    String[] parts = snapshot.split(":", -1);
    List<Long> running =
        parts[2].isEmpty()
            ? List.of()
            : Arrays.stream(parts[2].split(",")).map(Long::valueOf).toList();
    return new Seen(Long.parseLong(parts[1]), running);
  }

  static @Nullable String snapshot(@Nullable Seen seen) {
    if (seen == null) {
      return null;
    }
    long oldest = seen.running().isEmpty() ? seen.next() : seen.running().getFirst();
    return oldest
        + ":"
        + seen.next()
        + ":"
        + seen.running().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
