package org.plumbline.store.tracking;

import org.junit.jupiter.api.AfterAll;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.Transactions;
import org.plumbline.registry.tracking.TrackingContract;
import org.plumbline.registry.tracking.TrackingStore;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

class SqlTrackingTest extends TrackingContract {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();

  @Override
  protected void empty() {
    DATABASE.run(
        tx -> {
          Database.handle(tx).execute("truncate run cascade");
          Database.handle(tx).execute("delete from experiment_tag");
          Database.handle(tx).execute("delete from experiment where id > 0");
        });
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Override
  protected Transactions transactions() {
    return DATABASE;
  }

  @Override
  protected TrackingStore store() {
    return TrackingRoom.store(DATABASE);
  }

  @Override
  protected AuditTrail audit() {
    return new SqlAuditTrail(DATABASE, () -> NOON);
  }
}
