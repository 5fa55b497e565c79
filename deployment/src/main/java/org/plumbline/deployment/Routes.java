package org.plumbline.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.safeguard.FormerVersion;
import org.plumbline.deployment.safeguard.GuardMaker;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * Which version answers for which model: one immutable table behind one volatile field, so that the
 * prediction path takes no lock.
 *
 * <p>The table holds what serves; the models themselves are read at their first request and leave
 * when others need the room, so that the number of live versions costs neither start nor memory. A
 * watcher thread reads one small row a few times a second and, when it moved, what has moved since:
 * a change made by any instance is seen within a second, and costs the same however much serves.
 * While the store is away the last table stands. Safe to share between threads.
 */
public final class Routes implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** So few are read at the start already, so that nobody waits for the first answer. */
  private static final int FEW = 64;

  private final RouteSource source;
  private final VersionLoader loader;
  private final LoadedVersions versions;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Table table = new Table(-1, Map.of());
  private final Recurring watcher = Recurring.virtual("routes", PAUSE, this::look);

  /** Keyed by the bare name, which is what a request brings. */
  private record Table(long revision, Map<String, Route> routes) {
    /** What stops every model, those without a route too. */
    Optional<Kill> everything() {
      return routes.values().stream()
          .findFirst()
          .flatMap(route -> route.kills().ofModel())
          .filter(kill -> kill.scope() instanceof KillScope.Everything);
    }
  }

  /** Holds as many versions as fit into a quarter of the memory there is. */
  public Routes(RouteSource source, VersionLoader loader) {
    this(source, loader, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * Begins empty.
   *
   * @param capacity bytes of models that are held in memory
   */
  public Routes(RouteSource source, VersionLoader loader, long capacity) {
    this.source = source;
    this.loader = loader;
    this.versions = new LoadedVersions(loader, capacity, this::evicted);
  }

  /** Reads the table and keeps it fresh until {@link #close}. */
  public void start() {
    refresh();
    watcher.start();
    if (table.routes().size() <= FEW) {
      table.routes().values().forEach(this::loadAhead);
    }
  }

  /** The route of a model that serves or is killed, empty for any other. */
  public Optional<Route> find(String model) {
    return Optional.ofNullable(table.routes().get(model));
  }

  /**
   * The route of a model that serves or is killed.
   *
   * @throws PlumblineException NOT_SERVING
   */
  public Route route(String model) {
    Route route = table.routes().get(model);
    if (route == null) {
      throw Route.notServing(new ModelName(model));
    }
    return route;
  }

  /** Whether a version is the one in production, which anybody may ask by its number. */
  public boolean isInProduction(VersionId version) {
    return find(version.model().value()).flatMap(route -> route.at(Stage.PRODUCTION)).stream()
        .anyMatch(standing -> standing.version().equals(version));
  }

  /**
   * The versions that answer, read when they are not in memory; so this may wait for the store.
   *
   * @throws PlumblineException KILLED, NOT_SERVING, or what hindered the loading of production
   */
  public Lineup load(Route route) {
    Optional<Lineup> ready = route.lineup();
    if (ready.isPresent()) {
      return ready.get();
    }
    Lineup lineup = loadLineup(route);
    route.ready(lineup);
    /* What left memory before the line above was not forgotten by the route: do it now. */
    if (!versions.held().containsAll(lineup.versions())) {
      route.forget();
    }
    return lineup;
  }

  /**
   * The version in production; may wait for the store.
   *
   * @throws PlumblineException NOT_SERVING, KILLED, or what hindered its loading
   */
  public ServingVersion answering(String model) {
    return load(route(model)).champion();
  }

  /**
   * A version asked for by number, serving or not; may wait for the store.
   *
   * @throws PlumblineException KILLED, NOT_FOUND, or what hindered its loading
   */
  public ServingVersion version(VersionId version) {
    Route route = table.routes().get(version.model().value());
    if (route == null) {
      Route.demandNone(table.everything());
      return versions.load(version, Set.of()).version();
    }
    route.requireAlive(version);
    return guarded(route, version);
  }

  /**
   * Versions that somebody keeps to while routes go on, each behind the safeguards of this moment;
   * may wait for the store.
   *
   * @param challenger for a share of the entities, empty for nobody; left out while it is stopped
   * @throws PlumblineException KILLED when nothing may answer in place of a stopped champion;
   *     NOT_FOUND, or what hindered the loading
   */
  public Lineup kept(VersionId champion, Optional<VersionId> challenger, Share share) {
    Route route = table.routes().get(champion.model().value());
    if (route == null) {
      return new Lineup(version(champion), challenger.map(this::version).orElse(null), share, null);
    }
    route.requireOpen(champion);
    ServingVersion beside =
        challenger
            .filter(version -> route.kills().ofVersion(version).isEmpty())
            .map(version -> guarded(route, version))
            .orElse(null);
    return new Lineup(guarded(route, champion), beside, share, null);
  }

  private ServingVersion guarded(Route route, VersionId version) {
    return route.standings().stream()
        .filter(standing -> standing.version().equals(version))
        .findFirst()
        .map(standing -> guarded(route, load(standing, Set.of())))
        .orElseGet(() -> guarded(route, versions.load(version, Set.of()).version()));
  }

  private Lineup loadLineup(Route route) {
    ServingVersion champion;
    try {
      champion = guarded(route, load(route.at(Stage.PRODUCTION).orElseThrow(), route.versions()));
    } catch (PlumblineException failure) {
      if (failure.code() != ErrorCode.STORE_UNAVAILABLE) {
        route.broken(failure);
      }
      throw failure;
    }
    return new Lineup(
        champion,
        beside(route, Stage.CANARY),
        route.at(Stage.CANARY).map(RouteSource.Standing::share).orElse(Share.NONE),
        beside(route, Stage.SHADOW));
  }

  /** A challenger that is broken or stopped must not keep the champion from answering. */
  private @Nullable ServingVersion beside(Route route, Stage stage) {
    Optional<RouteSource.Standing> standing = route.at(stage);
    if (standing.isEmpty() || route.kills().ofVersion(standing.get().version()).isPresent()) {
      return null;
    }
    try {
      return guarded(route, load(standing.get(), route.versions()));
    } catch (PlumblineException failure) {
      if (failure.code() == ErrorCode.STORE_UNAVAILABLE) {
        throw failure;
      }
      System.getLogger(Routes.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "The " + OpeningRules.name(stage) + " cannot be loaded: " + failure.text());
      return null;
    }
  }

  private ServingVersion load(RouteSource.Standing standing, Set<VersionId> beside) {
    return versions.load(standing.version(), beside).at(standing);
  }

  /** The version behind the safeguards of its model; may wait for the store. */
  private ServingVersion guarded(Route route, ServingVersion version) {
    var maker =
        new GuardMaker(
            version.id(),
            version.parser(),
            () -> loader.reference(version.id()),
            () -> route.former().flatMap(former -> former(route, version, former)));
    return version.guarded(maker.make(route.safeguards(), route.kills()));
  }

  /** A former version that cannot be read any more stands in for nobody. */
  private Optional<FormerVersion> former(Route route, ServingVersion version, VersionId former) {
    if (former.equals(version.id())) {
      return Optional.empty();
    }
    try {
      ServingVersion loaded = versions.load(former, route.versions()).version();
      return Optional.of(
          new FormerVersion(former, loaded.model(), loaded.parser(), loaded.threshold()));
    } catch (PlumblineException failure) {
      if (failure.code() == ErrorCode.STORE_UNAVAILABLE) {
        throw failure;
      }
      System.getLogger(Routes.class.getName())
          .log(System.Logger.Level.WARNING, former + " cannot stand in: " + failure.text());
      return Optional.empty();
    }
  }

  private void loadAhead(Route route) {
    if (route.kills().ofModel().isPresent() || route.at(Stage.PRODUCTION).isEmpty()) {
      return;
    }
    Thread.ofVirtual()
        .name("load-ahead")
        .start(
            () -> {
              try {
                load(route);
              } catch (RuntimeException failure) {
                /* The first request meets the same failure and tells it. */
                System.getLogger(Routes.class.getName())
                    .log(System.Logger.Level.DEBUG, "Could not load ahead", failure);
              }
            });
  }

  private void evicted(VersionId version) {
    find(version.model().value()).ifPresent(Route::forget);
  }

  /** Lets go of the model's versions that are in memory. */
  public void forget(ModelName model) {
    versions.forget(model).forEach(this::evicted);
  }

  /** Takes what is committed now; returns whether anything had moved. */
  public boolean refresh() {
    refreshing.lock();
    try {
      Table before = table;
      if (source.revision() == before.revision()) {
        return false;
      }
      RouteSource.Reading reading = source.since(before.revision());
      Map<String, Route> routes = new HashMap<>();
      reading
          .models()
          .ifPresent(
              models -> {
                routes.putAll(before.routes());
                routes.keySet().removeAll(models);
              });
      List<Route> moved = new ArrayList<>();
      for (RouteSource.Entry entry : reading.entries()) {
        Route known = before.routes().get(entry.model().value());
        if (known != null && known.standsFor(entry)) {
          routes.put(entry.model().value(), known);
        } else {
          var route = new Route(entry);
          routes.put(entry.model().value(), route);
          if (known != null && known.ready().isPresent()) {
            moved.add(route);
          }
        }
      }
      table = new Table(reading.revision(), Collections.unmodifiableMap(routes));
      /* Whom somebody asks already should not wait for the first request to what is new. */
      moved.forEach(this::loadAhead);
      return true;
    } finally {
      refreshing.unlock();
    }
  }

  /** While it fails, the last table stands. */
  private void look() {
    refresh();
    noteUse();
  }

  /** Tells the memory which versions answered, so that the path of a request need not. */
  void noteUse() {
    for (VersionId version : versions.held()) {
      find(version.model().value())
          .filter(Route::takeUsed)
          .flatMap(Route::ready)
          .ifPresent(lineup -> lineup.versions().forEach(versions::find));
    }
  }

  @Override
  public void close() {
    watcher.close();
  }
}
