package org.plumbline.store.registry;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.AuditRoom;
import org.plumbline.store.tracking.TrackingRoom;

/**
 * Logs a run, registers a version of it, gives it an alias, and says so; again and again, until
 * somebody kills it.
 */
final class RegisteringProgram {
  static final ModelName MODEL = new ModelName("killed");
  static final AliasName ALIAS = new AliasName("newest");

  private RegisteringProgram() {}

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Home home = Home.open(Path.of(arguments[0]));
    Database database = Database.open(home, Map.of());
    AuditRoom audit = AuditRoom.open(home, database, InstantSource.system());
    audit.start();
    Actor ana = Actor.user("ana");
    RegistryRoom room =
        RegistryRoom.over(database, home, audit.trail(), InstantSource.system(), Map.of());
    Tracking tracking =
        TrackingRoom.over(database, audit.trail(), InstantSource.system(), new SecureRandom());
    for (int n = 1; ; n++) {
      RunId run = tracking.startRun(RunStart.in(ExperimentId.DEFAULT), ana).id();
      tracking.log(
          run, RunBatch.metrics(List.of(new MetricPoint("auc", 0.5, n, Instant.now()))), ana);
      VersionId version =
          room.registry().register(MODEL, Examples.churn(n), Purpose.UNSAID, ana).version().id();
      tracking.linkVersion(run, version, ana);
      room.stewardship().alias(version, ALIAS, ana);
      out.println("ack " + version.number());
    }
  }
}
