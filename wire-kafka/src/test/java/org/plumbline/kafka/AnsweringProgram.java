package org.plumbline.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.plumbline.store.Database;
import org.plumbline.store.Home;

/** Answers over a home until somebody kills it. */
final class AnsweringProgram {
  private AnsweringProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    Home home = Home.open(Path.of(arguments[0]));
    var service = new AnsweringService(Database.open(home, Map.of()), home, writer -> writer);
    String name = arguments[2];
    KafkaBridge.start(
        new KafkaSettings(
            arguments[1],
            name + ".requests",
            name + ".predictions",
            name + ".refused",
            name,
            Map.of(
                "session.timeout.ms", "2000",
                "heartbeat.interval.ms", "300",
                // Small groups, so that the kill falls between many of them.
                "max.partition.fetch.bytes", "4000")),
        service.answers());
    new CountDownLatch(1).await();
  }
}
