package org.plumbline.app.command;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registered;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.store.tracking.TrackingRoom;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.TrainedVersion;

/** The registry of a data directory, opened for one command. */
final class RegistryVersions implements Versions {
  private final Database database;
  private final ModelStore models;
  private final Registry registry;
  private final Catalogue catalogue;
  private final Stewardship stewardship;
  private final Tracking tracking;
  private final RunFiles files;

  private RegistryVersions(Home home, Database database) {
    InstantSource clock = InstantSource.system();
    var audit = new SqlAuditTrail(database, clock);
    var room = RegistryRoom.over(database, home, audit, clock);
    this.database = database;
    this.models = room.models();
    this.registry = room.registry();
    this.catalogue = room.catalogue();
    this.stewardship = room.stewardship();
    this.tracking = TrackingRoom.over(database, audit, clock, new SecureRandom());
    this.files = TrackingRoom.files(database, room.objects(), tracking, clock, System.getenv());
  }

  static Versions open(Home home) {
    return new RegistryVersions(home, Database.open(home));
  }

  @Override
  public Registered register(ModelName model, TrainedVersion version, String author) {
    return registry.register(model, version, Purpose.UNSAID, Actor.user(author));
  }

  @Override
  public LoadedVersion load(ModelName model, @Nullable Integer number) {
    return registry.loadModel(OpenRooms.meant(models, model, number));
  }

  @Override
  public List<GoldenRow> golden(VersionId version) {
    return registry.loadGolden(version);
  }

  @Override
  public Tracking tracking() {
    return tracking;
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public Stewardship stewardship() {
    return stewardship;
  }

  @Override
  public RunFiles files() {
    return files;
  }

  @Override
  public void close() {
    database.close();
  }
}
