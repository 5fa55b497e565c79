package org.plumbline.deployment.contest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.SlotMapping;
import org.plumbline.governance.contest.Contest;
import org.plumbline.governance.contest.ContestGates;
import org.plumbline.governance.contest.ContestStore;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.LabelHorizonStore;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WatchedVersions;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Registry;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;

/**
 * Holds versions against the one in production, on the labelled answers that it gave. Says who is
 * better and changes nothing that serves. Safe to share.
 */
public final class Contests {
  /** Answers older than this say little about today. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private final Ports ports;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public Contests(Ports ports, Supplier<UUID> ids, InstantSource clock) {
    this.ports = ports;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a comparison reads, and where it is kept. */
  public record Ports(
      Transactions transactions,
      Registry registry,
      ModelStore models,
      DeploymentLedger ledger,
      WatchedVersions versions,
      PredictionScan scan,
      LabelHorizonStore horizons,
      ContestStore store,
      AuditTrail audit) {}

  /** The contests of a model, newest first. */
  public List<Contest> list(ModelName model, int limit) {
    return ports.store().list(model, limit);
  }

  /**
   * The version in production.
   *
   * @throws PlumblineException REFUSED without one
   */
  public VersionId champion(ModelName model) {
    return findChampion(model)
        .orElseThrow(
            () ->
                refused(
                    "No version of %s is in production, so there is none to be beaten"
                        .formatted(model)));
  }

  /** The version in production. */
  public Optional<VersionId> findChampion(ModelName model) {
    return serving(model, Stage.PRODUCTION);
  }

  /**
   * Who wants its place: the canary, else the shadow, else the newest version; empty when that is
   * the champion itself.
   */
  public Optional<VersionId> challenger(ModelName model) {
    return serving(model, Stage.CANARY)
        .or(() -> serving(model, Stage.SHADOW))
        .or(() -> newest(model))
        .filter(version -> !findChampion(model).equals(Optional.of(version)));
  }

  private Optional<VersionId> newest(ModelName model) {
    return ports
        .models()
        .findLine(model)
        .map(ModelLine::latestVersion)
        .map(number -> new VersionId(model, number));
  }

  private Optional<VersionId> serving(ModelName model, Stage stage) {
    return ports.ledger().serving(model).stream()
        .filter(one -> one.stage() == stage)
        .map(one -> VersionId.of(model.value(), one.version()))
        .findFirst();
  }

  /**
   * Compares and keeps what was found.
   *
   * @param number of the challenger, null for {@link #challenger(ModelName)}
   * @param since from when on answers count, null for those younger than both versions
   * @throws PlumblineException REFUSED when the two cannot be compared, NOT_FOUND, TAMPERED
   */
  public Contest compare(
      ModelName model, @Nullable VersionNumber number, @Nullable Instant since, Actor by) {
    VersionId champion = champion(model);
    VersionId challenger = number == null ? contender(model) : new VersionId(model, number);
    if (challenger.equals(champion)) {
      throw refused(challenger + " is in production itself; name another version");
    }
    Instant now = clock.instant();
    Instant registered = later(registered(champion), registered(challenger));
    Instant from = later(since == null ? registered : since, now.minus(LONGEST));
    ContestRows.Scored scored = scored(champion, challenger, from, now);
    Contest contest = judged(champion, challenger, registered, scored, now, by);
    ports
        .transactions()
        .run(
            tx -> {
              ports.store().append(tx, contest);
              ports.audit().append(tx, event(contest, challenger, by));
            });
    return contest;
  }

  private VersionId contender(ModelName model) {
    return challenger(model)
        .orElseThrow(
            () -> refused("There is no other version of %s than the champion".formatted(model)));
  }

  private Instant registered(VersionId version) {
    return ports.registry().load(version).createdAt();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private ContestRows.Scored scored(
      VersionId champion, VersionId challenger, Instant from, Instant now) {
    WatchedVersion first = ports.versions().load(champion);
    WatchedVersion second = ports.versions().load(challenger);
    if (!predictsTheSame(first.model(), second.model())) {
      throw refused("%s and %s do not predict the same".formatted(champion, challenger));
    }
    SlotMapping mapping =
        SlotMapping.between(first.contract(), second.contract())
            .orElseThrow(
                () ->
                    refused(
                        "%s reads a column that callers of %s do not send, so it cannot score their rows"
                            .formatted(challenger, champion)));
    var rows = new ContestRows(first, second, mapping);
    Instant until = ports.horizons().find(champion.model()).matureBefore(now);
    if (from.isBefore(until)) {
      ports.scan().scan(champion.model(), from, until, rows::take);
    }
    return rows.scored();
  }

  private static boolean predictsTheSame(Model one, Model other) {
    return one.task() == other.task()
        && (one.task() == Task.MULTICLASS
            ? Set.copyOf(one.classes()).equals(Set.copyOf(other.classes()))
            : one.classes().equals(other.classes()));
  }

  private Contest judged(
      VersionId champion,
      VersionId challenger,
      Instant registered,
      ContestRows.Scored scored,
      Instant now,
      Actor by) {
    int rows = scored.scores().labels().length;
    List<Contest.Measure> measures = rows == 0 ? List.of() : scored.scores().measures();
    List<Contest.Gate> gates =
        ContestGates.judge(
            new ContestGates.Sample(rows, scored.unscored(), scored.from(), registered), measures);
    return new Contest(
        ids.get(),
        champion.model().value(),
        champion.number().value(),
        challenger.number().value(),
        now,
        scored.from(),
        scored.until(),
        rows,
        scored.entities(),
        measures,
        gates,
        gates.stream().allMatch(Contest.Gate::passed),
        by.username());
  }

  private static AuditEvent event(Contest contest, VersionId challenger, Actor by) {
    Map<String, String> after = new LinkedHashMap<>();
    after.put("contest", contest.id().toString());
    after.put("champion", Integer.toString(contest.champion()));
    after.put("rows", Integer.toString(contest.rows()));
    after.put("won", Boolean.toString(contest.won()));
    after.put("failed", String.join(" ", contest.failed()));
    return AuditEvent.of(by, "version.contest", "version", challenger.toString()).after(after);
  }

  private static PlumblineException refused(String why) {
    return PlumblineException.of(ErrorCode.REFUSED, why);
  }
}
