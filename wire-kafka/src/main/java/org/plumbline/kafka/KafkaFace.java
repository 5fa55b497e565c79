package org.plumbline.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.monitoring.Predictions;

/** Answers requests of Kafka while the service runs, if the environment names a broker. */
@Singleton
public final class KafkaFace {
  /** Before the service closes its log. */
  private static final int FIRST = 1;

  private final EventAnswers answers;
  private @Nullable KafkaBridge bridge;

  public KafkaFace(RowAnswers rows, Predictions predictions) {
    this.answers = new EventAnswers(rows, predictions);
  }

  void start(@Observes StartupEvent started) {
    KafkaSettings.of(System.getenv())
        .ifPresent(settings -> bridge = KafkaBridge.start(settings, answers));
  }

  void stop(@Observes @Priority(FIRST) ShutdownEvent ending) {
    KafkaBridge running = bridge;
    if (running != null) {
      running.close();
    }
  }
}
