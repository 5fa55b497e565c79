package org.plumbline.bench;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.plumbline.store.Database;

/** Steps of a load, each a transaction that is done once, so that an interrupted load goes on. */
final class ScaleSteps {
  private final Database database;

  ScaleSteps(Database database) {
    this.database = database;
    database.run(
        tx ->
            Database.handle(tx)
                .execute("create table if not exists bench_step (name text primary key)"));
  }

  /** Runs the statements unless a step of that name is done. */
  void once(String name, String sql) {
    database.run(
        tx -> {
          var handle = Database.handle(tx);
          if (!isDone(handle, name)) {
            handle.execute(sql);
            handle.execute("insert into bench_step values (?)", name);
          }
        });
  }

  /** Vacuums the tables that a load has filled, once. */
  void vacuum(String name, List<String> tables) {
    String step = "vacuum " + name;
    if (!isDone(step)) {
      database.read(handle -> handle.execute("vacuum (analyze) " + String.join(", ", tables)));
      once(step, "select 1");
    }
  }

  private boolean isDone(String name) {
    return database.read(handle -> isDone(handle, name));
  }

  private static boolean isDone(Handle handle, String name) {
    return handle
        .createQuery("select exists (select from bench_step where name = :name)")
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }
}
