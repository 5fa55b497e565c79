package org.plumbline.app.command;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.notice.Routing;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.notice.NoticeRoom;

/** Who is told of alerts in a data directory, opened for one command. */
record NoticeDesk(Database database, NoticeRoom room) implements AutoCloseable {
  static NoticeDesk open(Home home) {
    Database database = Database.open(home);
    InstantSource clock = InstantSource.system();
    var ids = new TimeOrderedIds(clock, new SecureRandom());
    return new NoticeDesk(
        database,
        NoticeRoom.over(
            database, home, new SqlAuditTrail(database, clock), ids::next, clock, System.getenv()));
  }

  Routing routing() {
    return room.routing();
  }

  @Override
  public void close() {
    room.close();
    database.close();
  }
}
