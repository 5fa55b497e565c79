package org.plumbline.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/**
 * Which version answers for which model: one immutable table behind one volatile field, so that the
 * prediction path takes no lock.
 *
 * <p>A watcher thread reads one small row a few times a second and builds a new table when it
 * moved: a change made by any instance is seen within a second. While the store is away the last
 * table stands. Safe to share between threads.
 */
public final class Routes implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int VERSIONS_ASKED_FOR = 32;

  private final RouteSource source;
  private final VersionLoader loader;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final Map<VersionId, ServingVersion> askedFor = new LinkedHashMap<>(16, 0.75f, true);
  private volatile Table table = new Table(-1, Map.of());
  private @Nullable Thread watcher;

  /** Keyed by the bare name, which is what a request brings. */
  private record Table(long revision, Map<String, Route> routes) {}

  public Routes(RouteSource source, VersionLoader loader) {
    this.source = source;
    this.loader = loader;
  }

  /** Loads the table and keeps it fresh until {@link #close}. */
  public void start() {
    refresh();
    watcher = Thread.ofVirtual().name("routes").start(this::watch);
  }

  /** The route of a model that serves or is killed, empty for any other. */
  public Optional<Route> find(String model) {
    return Optional.ofNullable(table.routes().get(model));
  }

  /**
   * The version that answers for the model.
   *
   * @throws PlumblineException NOT_SERVING, KILLED, or what hindered its loading
   */
  public ServingVersion answering(String model) {
    Route route = table.routes().get(model);
    if (route == null) {
      throw Route.notServing(new ModelName(model));
    }
    return route.open();
  }

  /**
   * A version asked for by number, serving or not; loads it when it is not in memory, so this may
   * wait for the store.
   *
   * @throws PlumblineException KILLED, NOT_FOUND, or what hindered its loading
   */
  public ServingVersion version(VersionId version) {
    Route route = table.routes().get(version.model().value());
    if (route != null) {
      route.requireAlive();
      for (ServingVersion serving : route.serving()) {
        if (serving.id().equals(version)) {
          return serving;
        }
      }
    }
    synchronized (askedFor) {
      ServingVersion known = askedFor.get(version);
      if (known != null) {
        return known;
      }
    }
    ServingVersion loaded = load(version);
    synchronized (askedFor) {
      askedFor.put(version, loaded);
      if (askedFor.size() > VERSIONS_ASKED_FOR) {
        askedFor.remove(askedFor.keySet().iterator().next());
      }
    }
    return loaded;
  }

  /** Takes what is committed now; returns whether anything had moved. */
  public boolean refresh() {
    refreshing.lock();
    try {
      long revision = source.revision();
      if (revision == table.revision()) {
        return false;
      }
      Map<VersionId, ServingVersion> loaded = new HashMap<>();
      table.routes().values().stream()
          .flatMap(route -> route.serving().stream())
          .forEach(version -> loaded.put(version.id(), version));
      Map<String, Route> routes = new HashMap<>();
      for (RouteSource.Entry entry : source.entries()) {
        routes.put(entry.model().value(), route(entry, loaded));
      }
      /* Read before the entries: a change between the two is taken again at the next look. */
      table = new Table(revision, Map.copyOf(routes));
      return true;
    } finally {
      refreshing.unlock();
    }
  }

  private Route route(RouteSource.Entry entry, Map<VersionId, ServingVersion> loaded) {
    List<ServingVersion> serving = new ArrayList<>();
    PlumblineException broken = null;
    for (RouteSource.Standing standing : entry.serving()) {
      try {
        ServingVersion known = loaded.get(standing.version());
        serving.add(
            (known == null ? load(standing.version()) : known)
                .at(standing.stage(), standing.since()));
      } catch (PlumblineException failure) {
        /* One broken model must not keep the others from their routes. */
        if (failure.code() == ErrorCode.STORE_UNAVAILABLE) {
          throw failure;
        }
        broken = failure;
      }
    }
    serving.sort(
        Comparator.comparing(
            ServingVersion::stage, Comparator.nullsLast(Comparator.reverseOrder())));
    return new Route(entry.model(), entry.killSwitch(), serving, broken);
  }

  private ServingVersion load(VersionId version) {
    VersionLoader.Loaded parts = loader.load(version);
    return new ServingVersion(
        version, null, null, parts.model(), new RowParser(parts.contract()), parts.threshold());
  }

  private void watch() {
    while (true) {
      try {
        Thread.sleep(PAUSE);
        refresh();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failure) {
        /* The last table stands; the next look tries again. */
        System.getLogger(Routes.class.getName())
            .log(System.Logger.Level.DEBUG, "Routes could not be refreshed", failure);
      }
    }
  }

  @Override
  public void close() {
    Thread running = watcher;
    if (running != null) {
      running.interrupt();
    }
  }
}
