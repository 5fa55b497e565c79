package org.plumbline.store.postgres;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.plumbline.store.Database;
import org.plumbline.store.Home;

/** Writes rows and says of each that it is committed, until somebody kills it. */
final class WritingProgram {
  private WritingProgram() {}

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Database database = Database.open(Home.open(Path.of(arguments[0])), Map.of());
    database.run(
        tx ->
            Database.handle(tx)
                .execute("create table if not exists written (n integer primary key)"));
    int first =
        database.read(
            handle ->
                handle
                    .createQuery("select coalesce(max(n), 0) + 1 from written")
                    .mapTo(Integer.class)
                    .one());
    for (int n = first; ; n++) {
      int row = n;
      database.run(tx -> Database.handle(tx).execute("insert into written values (?)", row));
      out.println("ack " + n);
    }
  }
}
