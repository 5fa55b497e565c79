package org.plumbline.app.command;

import java.time.InstantSource;
import java.util.UUID;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelLine;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/** What the commands that stop and guard models open. */
final class GuardedModels {
  private GuardedModels() {}

  static RegistryRoom registry(Database database, Home home) {
    InstantSource clock = InstantSource.system();
    return RegistryRoom.over(database, home, new SqlAuditTrail(database, clock), clock);
  }

  static WatchRoom watch(Database database, Home home) {
    InstantSource clock = InstantSource.system();
    return WatchRoom.over(
        database,
        registry(database, home).registry(),
        new SqlAuditTrail(database, clock),
        UUID::randomUUID,
        clock);
  }

  /**
   * The version whose contract counts: the one that serves, else the latest.
   *
   * @throws PlumblineException NOT_FOUND
   */
  static VersionId meant(RegistryRoom rooms, ModelName model) {
    ModelLine line = rooms.models().findLine(model).orElseThrow(() -> unknown(model));
    VersionNumber serving = line.standing().servingVersion();
    VersionNumber number = serving == null ? line.latestVersion() : serving;
    if (number == null) {
      throw unknown(model);
    }
    return new VersionId(model, number);
  }

  private static PlumblineException unknown(ModelName model) {
    return PlumblineException.of(
        ErrorCode.NOT_FOUND,
        "There is no model %s with a version; 'models list' lists them".formatted(model));
  }
}
