package org.plumbline.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.deployment.safeguard.Reaction;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * Who answers for one model.
 *
 * <p>What serves is fixed; what of it is in memory comes with the first request and goes when
 * others need the room. The two fields that change are written without order: a reader sees the
 * whole immutable line-up or none, and having read an older one only means that a version that just
 * left memory answers once more. Safe to share between threads.
 */
public final class Route {
  private final RouteSource.Entry entry;
  private Optional<Lineup> lineup = Optional.empty();
  private boolean used;
  private volatile @Nullable PlumblineException broken;

  Route(RouteSource.Entry entry) {
    this.entry = entry;
  }

  public ModelName model() {
    return entry.model();
  }

  /** What is forbidden to answer. */
  public Kills kills() {
    return entry.kills();
  }

  /** What stands between its scores and their use. */
  Safeguards safeguards() {
    return entry.safeguards();
  }

  /** What was in production before, where a safeguard falls back to it. */
  Optional<VersionId> former() {
    return entry.former();
  }

  /** What stands at a serving stage, in memory or not. */
  public List<RouteSource.Standing> standings() {
    return entry.serving();
  }

  Optional<RouteSource.Standing> at(Stage stage) {
    return entry.serving().stream().filter(standing -> standing.stage() == stage).findFirst();
  }

  Set<VersionId> versions() {
    return entry.serving().stream()
        .map(RouteSource.Standing::version)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The versions that answer now; empty when they must be loaded first, by {@link
   * Routes#load(Route)} on a thread that may wait.
   *
   * @throws PlumblineException KILLED, NOT_SERVING, or what hindered the loading of production
   */
  public Optional<Lineup> lineup() {
    if (!kills().on().isEmpty()) {
      requireAlive();
      at(Stage.PRODUCTION).ifPresent(champion -> requireOpen(champion.version()));
    }
    if (!used) {
      used = true;
    }
    Optional<Lineup> ready = lineup;
    if (ready.isEmpty()) {
      requireProduction();
    }
    return ready;
  }

  /** The version in production when it is in memory, whether the route is open or not. */
  public Optional<ServingVersion> answering() {
    return lineup.map(Lineup::champion);
  }

  private void requireProduction() {
    PlumblineException failure = broken;
    if (failure != null) {
      throw failure;
    }
    if (at(Stage.PRODUCTION).isEmpty()) {
      throw notServing(model());
    }
  }

  /** Throws KILLED while nothing of the model may answer. */
  public void requireAlive() {
    demandNone(kills().ofModel());
  }

  /** Throws KILLED while neither the version may answer nor anything in its place. */
  void requireOpen(VersionId version) {
    requireAlive();
    if (entry.safeguards().kill() == Reaction.REFUSE) {
      requireAlive(version);
    }
  }

  /** Throws KILLED while the version may not answer. */
  public void requireAlive(VersionId version) {
    requireAlive();
    demandNone(kills().ofVersion(version));
  }

  static void demandNone(Optional<Kill> kill) {
    if (kill.isPresent()) {
      throw kill.get().refusal();
    }
  }

  /** What is in memory, whether the route is open or not. */
  Optional<Lineup> ready() {
    return lineup;
  }

  /** Whether it can stand for the entry; what could not be loaded is tried anew. */
  boolean standsFor(RouteSource.Entry other) {
    return broken == null && entry.equals(other);
  }

  void ready(Lineup loaded) {
    lineup = Optional.of(loaded);
  }

  void broken(PlumblineException failure) {
    broken = failure;
  }

  void forget() {
    lineup = Optional.empty();
  }

  /** Whether anybody asked since this was asked last. */
  boolean takeUsed() {
    boolean was = used;
    used = false;
    return was;
  }

  static PlumblineException notServing(ModelName model) {
    return PlumblineException.of(
            ErrorCode.NOT_SERVING,
            "No version of " + model + " is in production; open a change request to deploy one")
        .with("model", model.value());
  }
}
