package org.plumbline.store.deployment;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ChangeRequestStore;
import org.plumbline.deployment.PolicyOverride;
import org.plumbline.deployment.Proposal;
import org.plumbline.deployment.Refusal;
import org.plumbline.deployment.Vote;
import org.plumbline.governance.Demand;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Change requests with their votes. */
public final class SqlChangeRequests implements ChangeRequestStore {
  private final Database database;

  public SqlChangeRequests(Database database) {
    this.database = database;
  }

  @Override
  public void save(Tx tx, ChangeRequest request) {
    Handle handle = Database.handle(tx);
    Proposal proposal = request.proposal();
    Instant closed = closedAt(request);
    CanaryPlan plan = proposal.plan();
    handle
        .createUpdate(
            """
            insert into change_request (id, model, version, stage, author, reason, verdict,
              rollback, required_approvals, demands, state, refusals, created_at, closed_at,
              expires_at, plan, by_group)
            values (:id, :model, :version, :stage, :author, :reason, :verdict,
              :rollback, :required, :demands, :state, :refusals, :created, :closed,
              :expires, :plan, :byGroup)
            on conflict (id) do update set verdict = excluded.verdict,
              required_approvals = excluded.required_approvals, demands = excluded.demands,
              state = excluded.state, refusals = excluded.refusals, closed_at = excluded.closed_at
            """)
        .bind("id", proposal.id())
        .bind("model", proposal.version().model().value())
        .bind("version", proposal.version().number().value())
        .bind("stage", proposal.stage().name())
        .bind("author", proposal.author())
        .bind("reason", proposal.reason())
        .bind("verdict", proposal.verdict().name())
        .bind("rollback", proposal.rollback())
        .bind("required", proposal.requiredApprovals())
        .bind("demands", Json.write(proposal.demands()))
        .bind("expires", Times.utc(proposal.expiresAt()))
        .bind("state", request.state())
        .bind("refusals", Json.write(request.refusals()))
        .bind("created", Times.utc(proposal.createdAt()))
        .bind("plan", plan == null ? null : Json.write(plan))
        .bind("byGroup", proposal.byGroup())
        .bind("closed", Times.utcOrNull(closed))
        .execute();
    votes(handle, proposal.id(), request.votes());
  }

  private static void votes(Handle handle, UUID request, List<Vote> votes) {
    if (votes.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into change_request_vote (request, position, voter, ballot, comment, at,
              on_behalf_of, evidence)
            values (:request, :position, :voter, :ballot, :comment, :at, :behalf, :evidence)
            on conflict (request, position) do nothing
            """);
    for (int position = 0; position < votes.size(); position++) {
      Vote vote = votes.get(position);
      batch
          .bind("request", request)
          .bind("position", position)
          .bind("voter", vote.by())
          .bind("ballot", vote.ballot().name())
          .bind("comment", vote.comment())
          .bind("at", Times.utc(vote.at()))
          .bind("behalf", vote.onBehalfOf())
          .bind("evidence", vote.evidence())
          .add();
    }
    batch.execute();
  }

  @Override
  public Optional<ChangeRequest> find(UUID id) {
    return database.read(
        handle ->
            requests(
                    handle,
                    handle
                        .createQuery("select * from change_request where id = :id")
                        .bind("id", id)
                        .map((row, context) -> row(row))
                        .list())
                .stream()
                .findFirst());
  }

  @Override
  public List<ChangeRequest> list(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after, int limit) {
    return database.read(
        handle ->
            requests(
                handle,
                handle
                    .createQuery(
                        "select * from change_request where true"
                            + (state == null ? "" : " and state = :state")
                            + (model == null ? "" : " and model = :model")
                            + (after == null
                                ? ""
                                : " and position < (select position from change_request where id ="
                                    + " :after)")
                            + " order by position desc limit :limit")
                    .bindMap(filters(state, model, after))
                    .bind("limit", limit)
                    .map((row, context) -> row(row))
                    .list()));
  }

  @Override
  public List<ChangeRequest> due(Instant now, int limit) {
    return database.read(
        handle ->
            requests(
                handle,
                handle
                    .createQuery(
                        """
                        select * from change_request where state = 'open' and expires_at <= :now
                        order by expires_at limit :limit
                        """)
                    .bind("now", Times.utc(now))
                    .bind("limit", limit)
                    .map((row, context) -> row(row))
                    .list()));
  }

  @Override
  public List<PolicyOverride> overrides(boolean serving, int limit) {
    return database.read(
        handle -> {
          List<Overridden> found =
              handle
                  .createQuery(
                      """
                      select request.*, seen.reasons as objections, exists (
                          select from deployment_ledger ledger
                          where ledger.model = request.model
                            and ledger.change_request = request.id
                            and ledger.version = request.version
                            and ledger.effective_until is null) as serves
                      from change_request request
                      left join lateral (
                        select reasons from evaluation
                        where model = request.model and version = request.version
                          and at <= request.closed_at
                        order by position desc limit 1) seen on true
                      where request.state = 'applied' and request.verdict = 'AT_RISK'
                        and request.stage <> 'RETIRED'
                      order by request.position desc limit :limit
                      """)
                  .bind("limit", limit)
                  .map((row, context) -> overridden(row))
                  .list();
          return found.stream()
              .filter(one -> one.serves() || !serving)
              .map(one -> override(one, requests(handle, List.of(one.row())).getFirst()))
              .toList();
        });
  }

  private record Overridden(Row row, List<String> objections, boolean serves) {}

  private static Overridden overridden(ResultSet row) throws SQLException {
    String objections = row.getString("objections");
    return new Overridden(
        row(row),
        objections == null
            ? List.of()
            : Json.read(objections, new TypeReference<List<String>>() {}),
        row.getBoolean("serves"));
  }

  private static PolicyOverride override(Overridden found, ChangeRequest request) {
    Proposal proposal = request.proposal();
    Instant closed = found.row().closed();
    return new PolicyOverride(
        proposal.id(),
        proposal.version(),
        proposal.stage(),
        proposal.author(),
        proposal.reason(),
        found.objections(),
        request.votes(),
        closed == null ? proposal.createdAt() : closed,
        found.serves());
  }

  private static Map<String, Object> filters(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after) {
    Map<String, Object> filters = new LinkedHashMap<>();
    if (state != null) {
      filters.put("state", state);
    }
    if (model != null) {
      filters.put("model", model.value());
    }
    if (after != null) {
      filters.put("after", after);
    }
    return filters;
  }

  private record Row(
      Proposal proposal, String state, List<Refusal> refusals, @Nullable Instant closed) {}

  private static Row row(ResultSet row) throws SQLException {
    String plan = row.getString("plan");
    Proposal proposal =
        new Proposal(
            row.getObject("id", UUID.class),
            new VersionId(
                new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
            Stage.valueOf(row.getString("stage")),
            row.getString("author"),
            row.getString("reason"),
            Verdict.valueOf(row.getString("verdict")),
            row.getBoolean("rollback"),
            row.getInt("required_approvals"),
            Json.read(row.getString("demands"), new TypeReference<List<Demand>>() {}),
            plan == null ? null : Json.read(plan, CanaryPlan.class),
            row.getBoolean("by_group"),
            Times.instant(row, "created_at"),
            Times.instant(row, "expires_at"));
    return new Row(
        proposal,
        row.getString("state"),
        Json.read(row.getString("refusals"), new TypeReference<List<Refusal>>() {}),
        Times.instantOrNull(row, "closed_at"));
  }

  private static List<ChangeRequest> requests(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<Vote>> votes = new LinkedHashMap<>();
    handle
        .createQuery(
            "select * from change_request_vote where request in (<ids>) order by request, position")
        .bindList("ids", rows.stream().map(row -> row.proposal().id()).toList())
        .map((row, context) -> Map.entry(row.getObject("request", UUID.class), vote(row)))
        .forEach(
            vote ->
                votes.computeIfAbsent(vote.getKey(), _ -> new ArrayList<>()).add(vote.getValue()));
    return rows.stream()
        .map(row -> request(row, votes.getOrDefault(row.proposal().id(), List.of())))
        .toList();
  }

  private static Vote vote(ResultSet row) throws SQLException {
    return new Vote(
        row.getString("voter"),
        Vote.Ballot.valueOf(row.getString("ballot")),
        row.getString("comment"),
        Times.instant(row, "at"),
        row.getString("on_behalf_of"),
        row.getString("evidence"));
  }

  private static ChangeRequest request(Row row, List<Vote> votes) {
    Instant closed = row.closed() == null ? row.proposal().createdAt() : row.closed();
    return switch (row.state()) {
      case "open" -> new ChangeRequest.Open(row.proposal(), votes);
      case "applied" -> new ChangeRequest.Applied(row.proposal(), votes, closed);
      case "rejected" -> new ChangeRequest.Rejected(row.proposal(), votes, closed);
      case "refused" -> new ChangeRequest.Refused(row.proposal(), votes, row.refusals(), closed);
      case "expired" -> new ChangeRequest.Expired(row.proposal(), votes, closed);
      case "withdrawn" -> new ChangeRequest.Withdrawn(row.proposal(), votes, closed);
      default ->
          throw new IllegalStateException("A change request has the unknown state " + row.state());
    };
  }

  private static @Nullable Instant closedAt(ChangeRequest request) {
    return switch (request) {
      case ChangeRequest.Open _ -> null;
      case ChangeRequest.Applied done -> done.at();
      case ChangeRequest.Rejected done -> done.at();
      case ChangeRequest.Refused done -> done.at();
      case ChangeRequest.Expired done -> done.at();
      case ChangeRequest.Withdrawn done -> done.at();
    };
  }
}
