package org.plumbline.deployment.batch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Route;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Share;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/**
 * The versions that a job keeps, behind the safeguards of this moment: made anew when the model's
 * route has changed. Safe to share.
 */
final class KeptLineup implements Supplier<Lineup> {
  private final Routes routes;
  private final BatchJob job;
  private volatile @Nullable Held held;

  private record Held(Optional<Route> route, Lineup lineup) {}

  KeptLineup(Routes routes, BatchJob job) {
    this.routes = routes;
    this.job = job;
  }

  /**
   * Who answers now; may wait for the store.
   *
   * @throws PlumblineException KILLED; CONFLICT when the canary that the job divides with has gone,
   *     or when it was begun by the thresholds of other groups
   */
  @Override
  public Lineup get() {
    Optional<Route> now = routes.find(job.version().model().value());
    Held known = held;
    if (known == null || !known.route().equals(now)) {
      var next = new Held(now, lineup(now));
      if (known != null && !attributes(known.lineup()).equals(attributes(next.lineup()))) {
        throw PlumblineException.of(
                ErrorCode.CONFLICT,
                "Whether %s decides by the thresholds of groups has changed; submit the file again"
                    .formatted(job.version().model()))
            .with("model", job.version().model().value());
      }
      known = next;
      held = known;
    }
    return known.lineup();
  }

  /** By whose groups somebody decides; empty where one threshold holds for all. */
  static Set<String> attributes(Lineup lineup) {
    Set<String> attributes = new HashSet<>(lineup.champion().parser().told());
    ServingVersion challenger = lineup.challenger();
    if (challenger != null) {
      attributes.addAll(challenger.parser().told());
    }
    return attributes;
  }

  private Lineup lineup(Optional<Route> route) {
    CanaryShare canary = job.canary();
    if (canary == null) {
      return routes.kept(job.version(), Optional.empty(), Share.NONE);
    }
    if (route.stream().noneMatch(it -> serves(it, canary.challenger()))) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              "%s, which was to answer for a share of the rows, serves no longer; submit the file"
                      .formatted(canary.challenger())
                  + " again")
          .with("version", canary.challenger().toString());
    }
    return routes.kept(job.version(), Optional.of(canary.challenger()), canary.share());
  }

  private static boolean serves(Route route, VersionId version) {
    return route.standings().stream().anyMatch(it -> it.version().equals(version));
  }
}
