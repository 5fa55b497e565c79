package org.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

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
