package org.plumbline.store.deployment;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import org.plumbline.deployment.Proposal;
import org.plumbline.deployment.Refusal;
import org.plumbline.deployment.Vote;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Json;

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
              rollback, required_approvals, state, refusals, created_at, closed_at, plan)
            values (:id, :model, :version, :stage, :author, :reason, :verdict,
              :rollback, :required, :state, :refusals, :created, :closed, :plan)
            on conflict (id) do update set verdict = excluded.verdict,
              required_approvals = excluded.required_approvals, state = excluded.state,
              refusals = excluded.refusals, closed_at = excluded.closed_at
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
        .bind("state", request.state())
        .bind("refusals", Json.write(request.refusals()))
        .bind("created", proposal.createdAt().atOffset(ZoneOffset.UTC))
        .bind("plan", plan == null ? null : Json.write(plan))
        .bind("closed", closed == null ? null : closed.atOffset(ZoneOffset.UTC))
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
            insert into change_request_vote (request, position, voter, ballot, comment, at)
            values (:request, :position, :voter, :ballot, :comment, :at)
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
          .bind("at", vote.at().atOffset(ZoneOffset.UTC))
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
            plan == null ? null : Json.read(plan, CanaryPlan.class),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
    return new Row(
        proposal,
        row.getString("state"),
        Json.read(row.getString("refusals"), new TypeReference<List<Refusal>>() {}),
        closed == null ? null : closed.toInstant());
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
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static ChangeRequest request(Row row, List<Vote> votes) {
    Instant closed = row.closed() == null ? row.proposal().createdAt() : row.closed();
    return switch (row.state()) {
      case "open" -> new ChangeRequest.Open(row.proposal(), votes);
      case "applied" -> new ChangeRequest.Applied(row.proposal(), votes, closed);
      case "rejected" -> new ChangeRequest.Rejected(row.proposal(), votes, closed);
      case "refused" -> new ChangeRequest.Refused(row.proposal(), votes, row.refusals(), closed);
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
      case ChangeRequest.Withdrawn done -> done.at();
    };
  }
}
