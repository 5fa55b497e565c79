package org.plumbline.store.monitoring;

import java.util.List;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Timelines, appended only. */
public final class SqlTimeline implements Timeline {
  private final Database database;

  public SqlTimeline(Database database) {
    this.database = database;
  }

  @Override
  public void append(Tx tx, ModelName model, TimelineEntry entry) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into timeline_entry (model, at, kind, version, actor, detail)
            values (:model, :at, :kind, :version, :actor, :detail)
            """)
        .bind("model", model.value())
        .bind("at", Times.utc(entry.at()))
        .bind("kind", entry.kind())
        .bindByType("version", entry.version(), Integer.class)
        .bind("actor", entry.actor())
        .bind("detail", entry.detail())
        .execute();
  }

  @Override
  public List<TimelineEntry> newest(ModelName model, int limit) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select at, kind, version, actor, detail from timeline_entry
                        where model = :model order by at desc, id desc limit :limit
                        """)
                    .bind("model", model.value())
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            new TimelineEntry(
                                Times.instant(row, "at"),
                                row.getString("kind"),
                                row.getObject("version", Integer.class),
                                row.getString("actor"),
                                row.getString("detail")))
                    .list())
        .reversed();
  }
}
