package org.plumbline.store.lineage;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.plumbline.store.Database;
import org.plumbline.store.Home;

/** Writes events, says of each that it is committed, and delivers, until somebody kills it. */
final class DeliveringProgram {
  private DeliveringProgram() {}

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Database database = Database.open(Home.open(Path.of(arguments[0])), Map.of());
    var outbox = new Outbox(database);
    var sender =
        new OpenLineageSender(
            outbox,
            new OpenLineageSettings(URI.create(arguments[1]), "bank", Optional.empty()),
            InstantSource.system());
    for (int n = 0; ; n++) {
      String body = Integer.toString(n);
      database.run(tx -> outbox.append(tx, body, Instant.now()));
      out.println("ack " + n);
      int _ = sender.deliver();
    }
  }
}
