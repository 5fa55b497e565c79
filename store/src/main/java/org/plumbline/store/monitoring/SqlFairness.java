package org.plumbline.store.monitoring;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.FairnessStore;
import org.plumbline.monitoring.Membership;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;
import org.plumbline.training.GroupFairness;

/** Memberships and fairness by week in PostgreSQL. */
public final class SqlFairness implements FairnessStore {
  private final Database database;
  private final VersionKeys keys;

  public SqlFairness(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public int save(Tx tx, ModelName model, List<Membership> memberships, String by, Instant at) {
    Handle handle = Database.handle(tx);
    int changed = 0;
    for (Membership membership : memberships) {
      for (Map.Entry<String, @Nullable String> group : membership.groups().entrySet()) {
        String value = group.getValue();
        changed +=
            handle
                .createUpdate(
                    value == null
                        ? """
                        delete from group_membership
                        where model = :model and entity = :entity and attribute = :attribute
                        """
                        : """
                        insert into group_membership (model, entity, attribute, value, told_by, told_at)
                        values (:model, :entity, :attribute, :value, :by, :at)
                        on conflict (model, entity, attribute) do update set
                          value = excluded.value, told_by = excluded.told_by, told_at = excluded.told_at
                        where group_membership.value <> excluded.value
                        """)
                .bind("model", model.value())
                .bind("entity", membership.entity())
                .bind("attribute", group.getKey())
                .bind("value", value)
                .bind("by", by)
                .bind("at", Times.utc(at))
                .execute();
      }
    }
    return changed;
  }

  @Override
  public void stale(Tx tx, ModelName model) {
    Database.handle(tx)
        .createUpdate(
            """
            update performance_window set stale = true
            where version_key in (select key from watched_version where model = :model)
            """)
        .bind("model", model.value())
        .execute();
  }

  private record Member(
      UUID id, double value, double score, double threshold, String attribute, String group) {}

  @Override
  public List<Person> labelled(Tx tx, VersionId version, LocalDate from, LocalDate until) {
    List<Member> members =
        Database.handle(tx)
            .createQuery(
                """
                select l.prediction_id, l.value, l.score, p.threshold, g.attribute, g.value as member
                from label l
                left join prediction p
                  on p.id = l.prediction_id and p.predicted_at = l.predicted_at
                left join lateral (
                  select entity from block_prediction
                  where p.id is null and predicted_at = l.predicted_at and id = l.prediction_id
                    and first_id between block_floor(l.prediction_id) and l.prediction_id) b on true
                join group_membership g
                  on g.model = :model and g.entity = coalesce(p.entity, b.entity)
                where l.version_key = :key and l.predicted_at >= :from and l.predicted_at < :until
                order by l.predicted_at, l.prediction_id, g.attribute
                """)
            .bind("model", version.model().value())
            .bind("key", keys.of(version))
            .bind("from", Times.utc(WindowKind.startInstant(from)))
            .bind("until", Times.utc(WindowKind.startInstant(until)))
            .map(
                (row, context) ->
                    new Member(
                        row.getObject("prediction_id", UUID.class),
                        row.getDouble("value"),
                        row.getDouble("score"),
                        SqlPredictions.threshold(row),
                        row.getString("attribute"),
                        row.getString("member")))
            .list();
    return people(members);
  }

  /** Rows of one answer follow each other. */
  private static List<Person> people(List<Member> members) {
    List<Person> people = new ArrayList<>();
    Map<String, String> groups = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      groups.put(member.attribute(), member.group());
      if (i == members.size() - 1 || !members.get(i + 1).id().equals(member.id())) {
        people.add(
            new Person(member.value(), member.score(), member.threshold(), Map.copyOf(groups)));
        groups.clear();
      }
    }
    return people;
  }

  @Override
  public void put(Tx tx, VersionId version, Week week) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into fairness_window (version_key, start, labelled, known, reports)
            values (:key, :start, :labelled, :known, :reports)
            on conflict (version_key, start) do update set labelled = excluded.labelled,
              known = excluded.known, reports = excluded.reports
            """)
        .bind("key", keys.of(version))
        .bind("start", week.start())
        .bind("labelled", week.labelled())
        .bind("known", week.known())
        .bind("reports", Json.write(week.reports()))
        .execute();
  }

  @Override
  public List<Week> weeks(VersionId version) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select start, labelled, known, reports from fairness_window
                    where version_key = :key and known > 0 order by start
                    """)
                .bind("key", key.getAsInt())
                .map(
                    (row, context) ->
                        new Week(
                            row.getObject("start", LocalDate.class),
                            row.getLong("labelled"),
                            row.getLong("known"),
                            Json.read(
                                row.getString("reports"),
                                new TypeReference<List<GroupFairness>>() {})))
                .list());
  }
}
