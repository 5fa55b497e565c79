package org.plumbline.store.tracking;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.plumbline.audit.AuditTrail;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.TrackingStore;
import org.plumbline.store.Database;

/** Tracking wired to PostgreSQL. */
public final class TrackingRoom {
  private TrackingRoom() {}

  public static TrackingStore store(Database database) {
    return new TrackingStore(
        new SqlExperimentStore(database), new SqlRunStore(database), new SqlRunLog(database));
  }

  /**
   * Wires the room.
   *
   * @param random where run ids come from; safe to share between threads
   */
  public static Tracking over(
      Database database, AuditTrail audit, InstantSource clock, RandomGenerator random) {
    return new Tracking(database, store(database), audit, clock, random);
  }
}
