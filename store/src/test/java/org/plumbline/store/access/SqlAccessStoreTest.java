package org.plumbline.store.access;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.plumbline.access.AccessStoreContract;
import org.plumbline.access.ApiKeyStore;
import org.plumbline.access.EntitlementSource;
import org.plumbline.access.Sessions;
import org.plumbline.access.Users;
import org.plumbline.kernel.Transactions;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class SqlAccessStoreTest extends AccessStoreContract {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();

  @BeforeEach
  void empty() {
    DATABASE.run(
        tx -> Database.handle(tx).execute("truncate app_user, session, refresh_token, api_key"));
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
  protected Users users() {
    return new SqlUsers(DATABASE);
  }

  @Override
  protected Sessions sessions() {
    return new SqlSessions();
  }

  @Override
  protected ApiKeyStore keys() {
    return new SqlApiKeys(DATABASE);
  }

  @Override
  protected EntitlementSource entitlements() {
    return new SqlEntitlements(DATABASE);
  }
}
