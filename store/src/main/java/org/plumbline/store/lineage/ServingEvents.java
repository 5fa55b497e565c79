package org.plumbline.store.lineage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.lineage.OpenLineage;
import org.plumbline.store.Database;
import org.plumbline.store.Json;

/**
 * Tells a lineage server of deployments and of scored files, each in the transaction of what it
 * tells; tells nobody when no server is named. Safe to share.
 */
public final class ServingEvents {
  /** Tells nobody. */
  public static final ServingEvents NONE = new ServingEvents(Optional.empty());

  private record Told(Outbox outbox, OpenLineage events) {}

  private final Optional<Told> told;

  private ServingEvents(Optional<Told> told) {
    this.told = told;
  }

  /** Tells whom the environment names. */
  public static ServingEvents of(Database database, Map<String, String> environment) {
    return new ServingEvents(
        OpenLineageSettings.of(environment)
            .map(to -> new Told(new Outbox(database), new OpenLineage(to.namespace()))));
  }

  /** A version came to a stage, written at that position of the ledger. */
  public void deployed(Tx tx, long position, LedgerRow row) {
    if (told.isEmpty() || row.stage() == Stage.RETIRED) {
      return;
    }
    OpenLineage events = told.get().events();
    String model = row.version().model().value();
    String stage = row.stage().name().toLowerCase(Locale.ROOT);
    append(
        tx,
        events.event(
            "COMPLETE",
            row.effectiveFrom(),
            runId("deployment " + events.namespace() + " " + position),
            "deploy." + model,
            List.of(events.model(row.version())),
            List.of(
                events.dataset(
                    "deployment." + model + "." + stage, row.version().number().toString()))),
        row.recordedAt());
  }

  /** A file begins to be scored. */
  public void scoring(Tx tx, BatchJob job, Instant at) {
    told.ifPresent(to -> append(tx, scored(to.events(), "START", job, at), at));
  }

  /** A file was scored, or will not be. */
  public void scored(Tx tx, BatchJob job, Instant at) {
    String type =
        switch (job.state()) {
          case DONE -> "COMPLETE";
          case FAILED -> "FAIL";
          case CANCELLED -> "ABORT";
          case QUEUED, RUNNING -> "RUNNING";
        };
    told.ifPresent(to -> append(tx, scored(to.events(), type, job, at), at));
  }

  private static Map<String, Object> scored(
      OpenLineage events, String type, BatchJob job, Instant at) {
    String id = job.id().toString();
    String path = job.order().lakePath();
    return events.event(
        type,
        at,
        job.id(),
        "score." + job.version().model(),
        List.of(
            events.model(job.version()),
            events.dataset(path == null ? "batch." + id + ".rows" : path, id)),
        type.equals("COMPLETE")
            ? List.of(events.dataset("batch." + id + ".scores", id))
            : List.of());
  }

  /** A UUID that follows from what happened. */
  private static UUID runId(String happened) {
    return UUID.nameUUIDFromBytes(happened.getBytes(StandardCharsets.UTF_8));
  }

  private void append(Tx tx, Map<String, Object> event, Instant at) {
    told.ifPresent(to -> to.outbox().append(tx, Json.write(event), at));
  }
}
