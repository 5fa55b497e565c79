package org.plumbline.app.command;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelStore;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/** The models of a data directory, and what guards and watches them, opened for one command. */
record OpenRooms(
    Home home, Database database, AuditTrail audit, RegistryRoom registry, WatchRoom watch)
    implements AutoCloseable {
  static final Actor BY = Actor.system("command-line");

  static OpenRooms of(Home home) {
    Database database = Database.open(home);
    boolean opened = false;
    try {
      InstantSource clock = InstantSource.system();
      AuditTrail audit = new SqlAuditTrail(database, clock);
      var ids = new TimeOrderedIds(clock, new SecureRandom());
      RegistryRoom registry = RegistryRoom.over(database, home, audit, clock);
      WatchRoom watch = WatchRoom.over(database, registry.registry(), audit, ids::next, clock);
      var rooms = new OpenRooms(home, database, audit, registry, watch);
      opened = true;
      return rooms;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  /**
   * The same name, if there is such a model.
   *
   * @throws PlumblineException NOT_FOUND
   */
  static ModelName known(ModelStore models, ModelName model) {
    if (models.find(model).isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.NOT_FOUND,
              "There is no model '%s' in this data directory; 'models list' lists them"
                  .formatted(model))
          .with("model", model.value());
    }
    return model;
  }

  /** As {@link #meant(ModelStore, ModelName, Integer)} in this registry. */
  VersionId meant(ModelName model, @Nullable Integer number) {
    return meant(registry.models(), model, number);
  }

  /**
   * The version of this number, or without one that which serves, else the latest.
   *
   * @throws PlumblineException NOT_FOUND when there is none; a number is not looked up
   */
  static VersionId meant(ModelStore models, ModelName model, @Nullable Integer number) {
    if (number != null) {
      return new VersionId(model, new VersionNumber(number));
    }
    return models
        .findLine(model)
        .map(OpenRooms::servingElseLatest)
        .map(found -> new VersionId(model, found))
        .orElseThrow(
            () ->
                PlumblineException.of(
                        ErrorCode.NOT_FOUND,
                        "There is no model '%s' with a version in this data directory; 'models list' lists them"
                            .formatted(model))
                    .with("model", model.value()));
  }

  private static @Nullable VersionNumber servingElseLatest(ModelLine line) {
    VersionNumber serving = line.standing().servingVersion();
    return serving == null ? line.latestVersion() : serving;
  }

  @Override
  public void close() {
    database.close();
  }
}
