package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;

/**
 * Versions in memory up to a weight in bytes; those unused for longest go first.
 *
 * <p>What is wanted together stays together even if it is heavier than the capacity, since it must
 * answer. Safe to share between threads; {@link #load} may wait for the store.
 */
final class LoadedVersions {
  /** A burst of first requests must not read a thousand models at once. */
  private static final int LOADS_AT_ONCE = 4;

  private final VersionLoader loader;
  private final long capacity;
  private final Consumer<VersionId> evicted;
  private final Semaphore loads = new Semaphore(LOADS_AT_ONCE);
  private final Map<VersionId, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<VersionId, CompletableFuture<Held>> loading = new HashMap<>();
  private long weight;

  /**
   * A version that decides by one threshold for all, unless its deployment says else.
   *
   * @param groups by which it could decide, null without such
   */
  record Held(ServingVersion version, @Nullable GroupRule groups, long bytes) {
    /** The version as its deployment wants it. */
    ServingVersion at(RouteSource.Standing standing) {
      ServingVersion placed = version.at(standing);
      return standing.byGroup() && groups != null ? placed.decidingBy(groups) : placed;
    }
  }

  /**
   * Begins empty.
   *
   * @param evicted told of each version that left memory, outside of any lock
   */
  LoadedVersions(VersionLoader loader, long capacity, Consumer<VersionId> evicted) {
    require(capacity > 0, "capacity %s must be positive", capacity);
    this.loader = loader;
    this.capacity = capacity;
    this.evicted = evicted;
  }

  /** The version when it is in memory; counts as a use. */
  synchronized Optional<ServingVersion> find(VersionId id) {
    return Optional.ofNullable(held.get(id)).map(Held::version);
  }

  /**
   * The version, read when it is not in memory; whoever asks meanwhile waits for the same reading.
   *
   * @param beside versions that must not leave for it, since they are wanted together
   * @throws org.plumbline.kernel.PlumblineException what hindered its loading
   */
  Held load(VersionId id, Set<VersionId> beside) {
    var mine = new CompletableFuture<Held>();
    CompletableFuture<Held> other;
    synchronized (this) {
      Held known = held.get(id);
      if (known != null) {
        return known;
      }
      other = loading.putIfAbsent(id, mine);
    }
    if (other != null) {
      return await(other);
    }
    try {
      Held read = read(id);
      keep(id, read, beside).forEach(evicted);
      mine.complete(read);
      return read;
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      synchronized (this) {
        loading.remove(id);
      }
    }
  }

  private Held read(VersionId id) {
    loads.acquireUninterruptibly();
    try {
      VersionLoader.Loaded parts = loader.load(id);
      var parser = new RowParser(parts.contract());
      return new Held(
          new ServingVersion(id, null, null, 0, parts.model(), parser, parts.threshold()),
          parts.groups(),
          parts.bytes());
    } finally {
      loads.release();
    }
  }

  private synchronized List<VersionId> keep(VersionId id, Held read, Set<VersionId> beside) {
    held.put(id, read);
    weight += read.bytes();
    var gone = new ArrayList<VersionId>();
    var oldest = held.entrySet().iterator();
    while (weight > capacity && oldest.hasNext()) {
      Map.Entry<VersionId, Held> next = oldest.next();
      if (!next.getKey().equals(id) && !beside.contains(next.getKey())) {
        weight -= next.getValue().bytes();
        gone.add(next.getKey());
        oldest.remove();
      }
    }
    return gone;
  }

  /** Lets go of the versions of a model, and tells which there were. */
  synchronized List<VersionId> forget(ModelName model) {
    List<VersionId> gone = held.keySet().stream().filter(id -> id.model().equals(model)).toList();
    gone.forEach(id -> weight -= Objects.requireNonNull(held.remove(id)).bytes());
    return gone;
  }

  /** Which versions are in memory now, those unused for longest first. */
  synchronized List<VersionId> held() {
    return List.copyOf(held.keySet());
  }

  private static Held await(CompletableFuture<Held> reading) {
    try {
      return reading.join();
    } catch (CompletionException failure) {
      Throwable cause = failure.getCause();
      throw cause instanceof RuntimeException known ? known : failure;
    }
  }
}
