package org.plumbline.app.command;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/** The prediction log of a data directory, opened for one command. */
record LogRoom(Database database, WatchRoom watch) implements AutoCloseable {
  static final Actor BY = Actor.system("command-line");

  static LogRoom open(Home home) {
    Database database = Database.open(home);
    InstantSource clock = InstantSource.system();
    AuditTrail audit = new SqlAuditTrail(database, clock);
    var ids = new TimeOrderedIds(clock, new SecureRandom());
    var registry = RegistryRoom.over(database, home, audit, clock).registry();
    return new LogRoom(database, WatchRoom.over(database, registry, audit, ids::next, clock));
  }

  @Override
  public void close() {
    database.close();
  }
}
