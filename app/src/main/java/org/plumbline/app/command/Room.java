package org.plumbline.app.command;

import java.time.InstantSource;
import org.plumbline.audit.AuditTrail;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.access.AccessRoom;
import org.plumbline.store.audit.SqlAuditTrail;

/** Users and audit trail of a data directory, opened for one command. */
record Room(Database database, AuditTrail audit, AccessRoom access) implements AutoCloseable {
  static Room open(Home home) {
    Database database = Database.open(home);
    boolean opened = false;
    try {
      var audit = new SqlAuditTrail(database, InstantSource.system());
      var room = new Room(database, audit, AccessRoom.open(home, database, audit, System.getenv()));
      opened = true;
      return room;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  @Override
  public void close() {
    try {
      access.close();
    } finally {
      database.close();
    }
  }
}
