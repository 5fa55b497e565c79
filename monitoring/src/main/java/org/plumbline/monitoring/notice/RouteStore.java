package org.plumbline.monitoring.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;

/** Where routes with their secrets, and silences, are kept. */
public interface RouteStore {
  /** All routes by name. */
  List<NoticeRoute> routes();

  /**
   * Replaces a route.
   *
   * @param secret null keeps the one there is
   */
  void put(Tx tx, NoticeRoute route, @Nullable String secret);

  boolean remove(Tx tx, String name);

  Optional<String> secret(String route);

  /** The silences that end after the time, the one that ends first first. */
  List<Silence> silences(Instant after);

  void save(Tx tx, Silence silence);

  Optional<Silence> silence(UUID id);
}
