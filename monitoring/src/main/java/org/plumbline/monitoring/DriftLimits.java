package org.plumbline.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.drift.ChanceEffect;
import org.plumbline.stats.drift.DriftSettings;
import org.plumbline.stats.profile.TableProfile;

/** The limits of drift of each version; what is learned of one is remembered. Safe to share. */
final class DriftLimits {
  private static final int REMEMBERED = 256;

  /** So many windows for each that chance may flag. */
  private static final int DRAWS_PER_ALARM = 4;

  private static final int LEAST_DRAWS = 400;
  private static final long SEED = 20_261_121L;

  private final Map<Key, Double> chance = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(VersionId version, long rows, double rate) {}

  DriftSettings of(WatchedVersion watched, TableProfile current, MonitorPlan plan) {
    return plan.drift(plan.learned() ? chance(watched, current, plan.falseAlarmRate()) : 0);
  }

  private synchronized double chance(WatchedVersion watched, TableProfile current, double rate) {
    /* Rounded down, so that the limit is rather too high than too low. */
    long rows = Long.highestOneBit(current.rowCount());
    int draws = Math.max(LEAST_DRAWS, (int) Math.ceil(DRAWS_PER_ALARM / rate));
    double limit =
        chance.computeIfAbsent(
            new Key(watched.id(), rows, rate),
            key -> ChanceEffect.limit(watched.reference(), rows, rate, draws, SEED));
    if (chance.size() > REMEMBERED) {
      chance.remove(chance.keySet().iterator().next());
    }
    return limit;
  }
}
