package org.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.postgresql.PGConnection;

class DatabaseTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();

  @BeforeAll
  static void table() {
    DATABASE.run(tx -> Database.handle(tx).execute("create table fruit (name text primary key)"));
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void commitsWhenTheWorkReturns() {
    List<String> after = new ArrayList<>();

    DATABASE.run(
        tx -> {
          Database.handle(tx).execute("insert into fruit values ('apple')");
          tx.afterCommit(() -> after.add("told"));
        });

    assertThat(names()).contains("apple");
    assertThat(after).containsExactly("told");
  }

  @Test
  void rollsBackWhenTheWorkThrows() {
    List<String> after = new ArrayList<>();

    assertThatThrownBy(
            () ->
                DATABASE.run(
                    tx -> {
                      Database.handle(tx).execute("insert into fruit values ('pear')");
                      tx.afterCommit(() -> after.add("told"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(names()).doesNotContain("pear");
    assertThat(after).isEmpty();
  }

  @Test
  void callsASecondRowOfTheSameKeyAConflict() {
    DATABASE.run(tx -> Database.handle(tx).execute("insert into fruit values ('fig')"));

    assertThatThrownBy(
            () ->
                DATABASE.run(tx -> Database.handle(tx).execute("insert into fruit values ('fig')")))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  /** COPY goes past the pool's own objects, so the pool cannot see that it failed. */
  @Test
  void givesABrokenConnectionOfACopyToNobodyElse() {
    assertThatThrownBy(() -> DATABASE.withConnection(DatabaseTest::cutAndCopy))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));

    long copied = DATABASE.withConnection(DatabaseTest::copyNothing);

    assertThat(copied).isZero();
  }

  private static long cutAndCopy(Connection connection) throws SQLException {
    cut(connection);
    return copyNothing(connection);
  }

  private static void cut(Connection connection) throws SQLException {
    int backend = connection.unwrap(PGConnection.class).getBackendPID();
    DATABASE.run(
        tx -> Database.handle(tx).execute("select pg_terminate_backend(?, 10000)", backend));
  }

  private static long copyNothing(Connection connection) throws SQLException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy fruit from stdin");
    return copy.endCopy();
  }

  @Test
  void retriesALostSerializationRace() {
    int[] attempts = new int[1];

    DATABASE.run(
        tx -> {
          if (++attempts[0] < 3) {
            Database.handle(tx)
                .execute("do $$ begin raise exception 'lost' using errcode = '40001'; end $$");
          }
          Database.handle(tx).execute("insert into fruit values ('kiwi')");
        });

    assertThat(attempts[0]).isEqualTo(3);
    assertThat(names()).contains("kiwi");
  }

  @Test
  void callsAFullDiskAFullStore() {
    assertThatThrownBy(
            () ->
                DATABASE.run(
                    tx ->
                        Database.handle(tx)
                            .execute(
                                "do $$ begin raise exception 'full' using errcode = '53100';"
                                    + " end $$")))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORE_FULL));
  }

  private static List<String> names() {
    return DATABASE.read(
        handle -> handle.createQuery("select name from fruit").mapTo(String.class).list());
  }
}
