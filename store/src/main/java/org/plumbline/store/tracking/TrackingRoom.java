package org.plumbline.store.tracking;

import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.Settings;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunUploads;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.registry.tracking.TrackingStore;
import org.plumbline.store.Database;
import org.plumbline.store.registry.SqlLiveObjects;

/** Tracking wired to PostgreSQL. */
public final class TrackingRoom {
  /** How large a file of a run may be. */
  public static final String MOST_MEGABYTES = "PLUMBLINE_RUN_FILE_MEGABYTES";

  private static final long STANDARD_MEGABYTES = 5_000;
  private static final long MOST_THAT_FITS = 999_999_999;

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

  /**
   * The files of runs, as large as the environment allows.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_CONFIGURATION
   */
  public static RunFiles files(
      Database database,
      ObjectStore objects,
      Tracking tracking,
      InstantSource clock,
      Map<String, String> environment) {
    return new RunFiles(
        database,
        tracking,
        new SqlRunLog(database),
        objects,
        new SqlLiveObjects(),
        clock,
        mostBytes(environment));
  }

  /** Files of runs that come in parts. */
  public static RunUploads uploads(
      Database database,
      ObjectStore objects,
      Tracking tracking,
      RunFiles files,
      InstantSource clock) {
    return new RunUploads(database, tracking, files, new SqlUploadStore(database), objects, clock);
  }

  private static long mostBytes(Map<String, String> environment) {
    return Settings.of(environment)
            .number(MOST_MEGABYTES, MOST_THAT_FITS)
            .orElse(STANDARD_MEGABYTES)
        << 20;
  }
}
