package org.plumbline.registry.tracking;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;

/** What groups runs. Each change leaves an audit entry. Safe to share. */
public final class Experiments {
  private final Transactions transactions;
  private final ExperimentStore store;
  private final AuditTrail audit;
  private final InstantSource clock;

  Experiments(
      Transactions transactions, ExperimentStore store, AuditTrail audit, InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Creates an experiment.
   *
   * @param artifactLocation where its runs keep files, absent for here
   * @throws PlumblineException CONFLICT when the name is taken, also by a deleted one
   */
  public Experiment create(
      String name, @Nullable String artifactLocation, Map<String, String> tags, Actor actor) {
    Limits.experimentName(name);
    tags.forEach(Limits::tag);
    return transactions.in(tx -> add(tx, name, artifactLocation, tags, actor));
  }

  private Experiment add(
      Tx tx, String name, @Nullable String location, Map<String, String> tags, Actor actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Experiment added =
        store.add(
            tx,
            new Experiment(
                ExperimentId.DEFAULT,
                name,
                location,
                Lifecycle.ACTIVE,
                Experiment.sorted(tags),
                now,
                now));
    audit.append(
        tx, event(actor, "experiment.created", added.id()).after(Map.of("name", added.name())));
    return added;
  }

  /** The active experiment of that name, created when there is none. */
  public Experiment open(String name, Actor actor) {
    Limits.experimentName(name);
    Optional<Experiment> present = store.findByName(name);
    if (present.isEmpty()) {
      try {
        return create(name, null, Map.of(), actor);
      } catch (PlumblineException lostRace) {
        if (lostRace.code() != ErrorCode.CONFLICT) {
          throw lostRace;
        }
        present = store.findByName(name);
      }
    }
    Experiment found = present.orElseThrow();
    demandActive(found);
    return found;
  }

  /**
   * Renames an experiment.
   *
   * @throws PlumblineException NOT_FOUND, CONFLICT when it is deleted or the name is taken
   */
  public Experiment rename(ExperimentId id, String name, Actor actor) {
    Limits.experimentName(name);
    return transactions.in(
        tx -> {
          Experiment before = lockActive(tx, id);
          Experiment after = changed(before, name, Lifecycle.ACTIVE);
          store.update(tx, after);
          audit.append(
              tx,
              event(actor, "experiment.renamed", id)
                  .before(Map.of("name", before.name()))
                  .after(Map.of("name", name)));
          return after;
        });
  }

  /** Hides an experiment and its active runs; does nothing to a hidden one. */
  public void delete(ExperimentId id, Actor actor) {
    transactions.run(
        tx -> {
          Experiment before = lock(tx, id);
          if (before.lifecycle() == Lifecycle.DELETED) {
            return;
          }
          Experiment after = changed(before, before.name(), Lifecycle.DELETED);
          store.update(tx, after);
          int hidden = store.deleteRuns(tx, id, after.updatedAt());
          audit.append(
              tx,
              event(actor, "experiment.deleted", id)
                  .before(Map.of("name", before.name()))
                  .after(Map.of("runs", Integer.toString(hidden))));
        });
  }

  /** Brings back an experiment and the runs that were hidden with it. */
  public void restore(ExperimentId id, Actor actor) {
    transactions.run(
        tx -> {
          Experiment before = lock(tx, id);
          if (before.lifecycle() == Lifecycle.ACTIVE) {
            return;
          }
          store.update(tx, changed(before, before.name(), Lifecycle.ACTIVE));
          int shown = store.restoreRuns(tx, id, before.updatedAt());
          audit.append(
              tx,
              event(actor, "experiment.restored", id)
                  .after(Map.of("name", before.name(), "runs", Integer.toString(shown))));
        });
  }

  /** Sets a tag of an active experiment, with an audit entry. */
  public void tag(ExperimentId id, String key, String value, Actor actor) {
    Limits.tag(key, value);
    transactions.run(
        tx -> {
          lockActive(tx, id);
          store.tag(tx, id, key, value);
          audit.append(tx, event(actor, "experiment.tagged", id).after(Map.of(key, value)));
        });
  }

  /**
   * Takes a tag of an active experiment away, with an audit entry.
   *
   * @throws PlumblineException NOT_FOUND when it has no such tag
   */
  public void untag(ExperimentId id, String key, Actor actor) {
    transactions.run(
        tx -> {
          Experiment before = lockActive(tx, id);
          String old = before.tags().get(key);
          if (old == null || !store.tag(tx, id, key, null)) {
            throw Tracking.noTag("experiment " + id, key);
          }
          audit.append(tx, event(actor, "experiment.tagged", id).before(Map.of(key, old)));
        });
  }

  public Optional<Experiment> find(ExperimentId id) {
    return store.find(id);
  }

  /** The experiment of that name, deleted or not. */
  public Optional<Experiment> find(String name) {
    return store.findByName(name);
  }

  /**
   * The experiment, deleted or not.
   *
   * @throws PlumblineException NOT_FOUND without one
   */
  public Experiment load(ExperimentId id) {
    return store.find(id).orElseThrow(() -> noExperiment(id));
  }

  public ExperimentPage list(ExperimentQuery query) {
    return store.list(query);
  }

  private Experiment lock(Tx tx, ExperimentId id) {
    return store.lock(tx, id).orElseThrow(() -> noExperiment(id));
  }

  /** The experiment, which nobody deletes before the transaction ends. */
  Experiment lockActive(Tx tx, ExperimentId id) {
    Experiment found = lock(tx, id);
    demandActive(found);
    return found;
  }

  private static void demandActive(Experiment experiment) {
    if (experiment.lifecycle() == Lifecycle.DELETED) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              "Experiment '"
                  + experiment.name()
                  + "' ("
                  + experiment.id()
                  + ") is deleted: restore it first")
          .with("experiment", experiment.id().value());
    }
  }

  private Experiment changed(Experiment before, String name, Lifecycle lifecycle) {
    return new Experiment(
        before.id(),
        name,
        before.artifactLocation(),
        lifecycle,
        before.tags(),
        before.createdAt(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private static AuditEvent event(Actor actor, String action, ExperimentId id) {
    return AuditEvent.of(actor, action, "experiment", id.toString());
  }

  private static PlumblineException noExperiment(ExperimentId id) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no experiment " + id)
        .with("experiment", id.value());
  }
}
