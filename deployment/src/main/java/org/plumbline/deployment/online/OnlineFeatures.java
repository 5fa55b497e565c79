package org.plumbline.deployment.online;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.Contract;
import org.plumbline.data.RowSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;

/**
 * Publishes the features of entities and looks them up. Safe to share between threads.
 *
 * <p>What holds of an entity is its row of the latest time, in whatever order snapshots come: an
 * older one that is published late changes nothing, and none may be of the future.
 */
public final class OnlineFeatures {
  private static final int BATCH = 2_000;
  private static final int NAMED = 10;

  private final Transactions transactions;
  private final FeatureStore store;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public OnlineFeatures(
      Transactions transactions,
      FeatureStore store,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Publishes the rows of a file, all or none, in constant memory.
   *
   * @param contract that each row must fulfil
   * @param asOf when all rows were true; null when each tells it itself
   * @throws PlumblineException INVALID_DATA naming the first line that cannot be published;
   *     MISSING_FIELD when a column is missing
   */
  public FeatureSnapshot publish(
      ModelName model, Contract contract, Path file, @Nullable Instant asOf, Actor by) {
    // The work may run twice, so it opens the file itself.
    return transactions.in(
        tx -> {
          try (RowSource source = RowSource.open(file)) {
            Instant now = clock.instant();
            var reading = new SnapshotReading(source, contract, asOf, now);
            UUID id = ids.get();
            save(tx, model, id, reading);
            long taken = store.holding(tx, model, id);
            var snapshot =
                new FeatureSnapshot(
                    id, model.value(), reading.newest(), reading.rows(), taken, by.username(), now);
            store.append(tx, snapshot, source.header());
            audit.append(
                tx,
                AuditEvent.of(by, "features.published", "model", model.value())
                    .after(
                        Map.of(
                            "snapshot", id.toString(),
                            "asOf", snapshot.asOf().toString(),
                            "rows", Long.toString(snapshot.rows()),
                            "taken", Long.toString(taken))));
            return snapshot;
          }
        });
  }

  private void save(Tx tx, ModelName model, UUID id, SnapshotReading reading) {
    for (List<FeatureRow> part = reading.next(BATCH); !part.isEmpty(); part = reading.next(BATCH)) {
      store.save(tx, model, id, part);
    }
  }

  /**
   * The row of each entity, in the order asked for.
   *
   * @throws PlumblineException NOT_FOUND naming those of whom nothing was published
   */
  public List<FeatureRow> load(ModelName model, List<String> entities) {
    Map<String, FeatureRow> found =
        store.find(model, entities).stream()
            .collect(Collectors.toMap(FeatureRow::entity, Function.identity()));
    List<String> unknown =
        entities.stream().filter(entity -> !found.containsKey(entity)).distinct().toList();
    if (!unknown.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.NOT_FOUND,
              "No features of %s are published for %s%s: send the rows themselves, or publish a snapshot that has them"
                  .formatted(
                      model,
                      unknown.stream().limit(NAMED).collect(Collectors.joining("', '", "'", "'")),
                      unknown.size() > NAMED ? " and " + (unknown.size() - NAMED) + " more" : ""))
          .with("entity", unknown.getFirst());
    }
    return entities.stream().map(found::get).toList();
  }

  /**
   * What is known of an entity, for people; they are told to the audit trail.
   *
   * @throws PlumblineException NOT_FOUND when nothing was published of it
   */
  public KnownFeatures read(ModelName model, String entity, Actor by) {
    FeatureRow row = load(model, List.of(entity)).getFirst();
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(by, "features.read", "model", model.value())
                    .after(Map.of("entity", entity))));
    return KnownFeatures.of(row, clock.instant());
  }

  /** The snapshots that were published, the last first; at most a hundred. */
  public List<FeatureSnapshot> snapshots(ModelName model) {
    return store.snapshots(model);
  }
}
