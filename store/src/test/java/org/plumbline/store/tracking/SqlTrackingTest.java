package org.plumbline.store.tracking;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.plumbline.registry.tracking.RunSearchContract;
import org.plumbline.registry.tracking.TrackingContract;
import org.plumbline.registry.tracking.TrackingSuite;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

class SqlTrackingTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final TrackingSuite.Stores STORES =
      new TrackingSuite.Stores(
          DATABASE,
          TrackingRoom.store(DATABASE),
          new SqlAuditTrail(DATABASE, () -> Instant.parse("2026-03-01T12:00:00Z")));

  @AfterAll
  static void close() {
    TEST.close();
  }

  private static void truncate() {
    DATABASE.run(
        tx -> {
          Database.handle(tx).execute("truncate run cascade");
          Database.handle(tx).execute("delete from experiment_tag");
          Database.handle(tx).execute("delete from experiment where id > 0");
        });
  }

  @Nested
  class Keeping extends TrackingContract {
    @Override
    protected Stores stores() {
      return STORES;
    }

    @Override
    protected void empty() {
      truncate();
    }
  }

  @Nested
  class Searching extends RunSearchContract {
    @Override
    protected Stores stores() {
      return STORES;
    }

    @Override
    protected void empty() {
      truncate();
    }
  }
}
