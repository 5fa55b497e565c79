package org.plumbline.store.governance;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Evaluations;
import org.plumbline.governance.Facts;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Json;

/** Evaluations, appended only. */
public final class SqlEvaluations implements Evaluations {
  private final Database database;

  public SqlEvaluations(Database database) {
    this.database = database;
  }

  @Override
  public void append(Tx tx, Evaluation evaluation) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into evaluation (id, model, version, policy, verdict, reasons, risk_index,
              facts, evaluated_by, at)
            values (:id, :model, :version, :policy, :verdict, :reasons, :risk,
              :facts, :by, :at)
            """)
        .bind("id", evaluation.id())
        .bind("model", evaluation.version().model().value())
        .bind("version", evaluation.version().number().value())
        .bind("policy", evaluation.policy())
        .bind("verdict", evaluation.verdict().name())
        .bind("reasons", Json.write(evaluation.reasons()))
        .bindByType("risk", evaluation.riskIndex(), Double.class)
        .bind("facts", Json.write(evaluation.facts().tree()))
        .bind("by", evaluation.by())
        .bind("at", evaluation.at().atOffset(ZoneOffset.UTC))
        .execute();
  }

  @Override
  public Optional<Evaluation> latest(VersionId version) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from evaluation where model = :model and version = :version
                    order by position desc limit 1
                    """)
                .bind("model", version.model().value())
                .bind("version", version.number().value())
                .map((row, context) -> evaluation(row))
                .findOne());
  }

  @Override
  public Map<VersionNumber, Evaluation> latest(
      ModelName model, Collection<VersionNumber> versions) {
    Map<VersionNumber, Evaluation> latest = new HashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select latest.* from unnest(cast(:versions as integer[])) wanted
                  cross join lateral (
                    select * from evaluation where model = :model and version = wanted
                    order by position desc limit 1) latest
                  """)
              .bind("model", model.value())
              .bindArray(
                  "versions", Integer.class, versions.stream().map(VersionNumber::value).toList())
              .map((row, context) -> evaluation(row))
              .forEach(evaluation -> latest.put(evaluation.version().number(), evaluation));
          return latest;
        });
    return latest;
  }

  private static Evaluation evaluation(ResultSet row) throws SQLException {
    return new Evaluation(
        row.getObject("id", UUID.class),
        new VersionId(
            new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
        row.getString("policy"),
        Verdict.valueOf(row.getString("verdict")),
        Json.read(row.getString("reasons"), new TypeReference<List<String>>() {}),
        row.getObject("risk_index", Double.class),
        new Facts(Json.read(row.getString("facts"), new TypeReference<Map<String, Object>>() {})),
        row.getString("evaluated_by"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
