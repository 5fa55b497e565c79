package org.plumbline.store.monitoring;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.FirstReasons;
import org.plumbline.store.Database;

/** First reasons in PostgreSQL, a row a day and feature. */
public final class SqlFirstReasons implements FirstReasons {
  private final Database database;
  private final VersionKeys keys;

  public SqlFirstReasons(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public void add(Tx tx, VersionId version, LocalDate day, Map<String, Long> answers) {
    int key = keys.of(version);
    PreparedBatch batch =
        Database.handle(tx)
            .prepareBatch(
                """
                insert into first_reason (version_key, day, feature, answers)
                values (:key, :day, :feature, :answers)
                on conflict (version_key, day, feature) do update
                set answers = first_reason.answers + excluded.answers
                """);
    answers.forEach(
        (feature, count) ->
            batch
                .bind("key", key)
                .bind("day", day)
                .bind("feature", feature)
                .bind("answers", count)
                .add());
    batch.execute();
  }

  @Override
  public Map<String, Long> of(VersionId version, LocalDate from, LocalDate until) {
    Map<String, Long> answers = new LinkedHashMap<>();
    OptionalInt key = keys.find(version);
    if (key.isPresent()) {
      database
          .read(
              handle ->
                  handle
                      .createQuery(
                          """
                          select feature, sum(answers) as answers from first_reason
                          where version_key = :key and day >= :from and day < :until
                          group by feature order by feature
                          """)
                      .bind("key", key.getAsInt())
                      .bind("from", from)
                      .bind("until", until)
                      .map(
                          (row, context) ->
                              Map.entry(row.getString("feature"), row.getLong("answers")))
                      .list())
          .forEach(entry -> answers.put(entry.getKey(), entry.getValue()));
    }
    return answers;
  }

  @Override
  public Optional<LocalDate> birth(VersionId version) {
    OptionalInt key = keys.find(version);
    return key.isEmpty()
        ? Optional.empty()
        : database.read(
            handle ->
                handle
                    .createQuery(
                        "select min(day) from first_reason where version_key = :key having"
                            + " count(*) > 0")
                    .bind("key", key.getAsInt())
                    .mapTo(LocalDate.class)
                    .findOne());
  }
}
