package org.plumbline.store.governance;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Evaluations;
import org.plumbline.governance.Facts;
import org.plumbline.governance.RuleOutcome;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Evaluations, appended only. */
public final class SqlEvaluations implements Evaluations {
  private final Database database;

  public SqlEvaluations(Database database) {
    this.database = database;
  }

  @Override
  public String append(Tx tx, Evaluation evaluation) {
    String reasons = Json.write(evaluation.reasons());
    String rules = Json.write(evaluation.rules());
    String facts = Json.write(evaluation.facts().tree());
    String evidence = hash(evaluation.verdict().name(), reasons, rules, facts);
    Database.handle(tx)
        .createUpdate(
            """
            insert into evaluation (id, model, version, policy, verdict, reasons, rules,
              risk_index, facts, evidence, evaluated_by, at)
            values (:id, :model, :version, :policy, :verdict, :reasons, :rules,
              :risk, :facts, :evidence, :by, :at)
            """)
        .bind("id", evaluation.id())
        .bind("model", evaluation.version().model().value())
        .bind("version", evaluation.version().number().value())
        .bind("policy", evaluation.policy())
        .bind("verdict", evaluation.verdict().name())
        .bind("reasons", reasons)
        .bind("rules", rules)
        .bindByType("risk", evaluation.riskIndex(), Double.class)
        .bind("facts", facts)
        .bind("evidence", evidence)
        .bind("by", evaluation.by())
        .bind("at", Times.utc(evaluation.at()))
        .execute();
    return evidence;
  }

  /** Of the texts as they are kept, each after its length, so that none runs into the next. */
  private static String hash(String... texts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public List<Evidence> evidence(Collection<String> hashes) {
    if (hashes.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from evaluation where evidence in (<hashes>) order by position")
                .bindList("hashes", List.copyOf(hashes))
                .map((row, context) -> evidence(row))
                .list());
  }

  private static Evidence evidence(ResultSet row) throws SQLException {
    String found =
        hash(
            row.getString("verdict"),
            row.getString("reasons"),
            row.getString("rules"),
            row.getString("facts"));
    String kept = row.getString("evidence");
    return new Evidence(kept, evaluation(row), found.equals(kept));
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
        Json.read(row.getString("rules"), new TypeReference<List<RuleOutcome>>() {}),
        row.getObject("risk_index", Double.class),
        new Facts(Json.read(row.getString("facts"), new TypeReference<Map<String, Object>>() {})),
        row.getString("evaluated_by"),
        Times.instant(row, "at"));
  }
}
