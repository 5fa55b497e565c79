package org.plumbline.http.entrance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.kernel.ErrorCode;

/** What the service counts about itself, beside the framework's request timers. */
@Singleton
public final class Meters {
  private final MeterRegistry registry;
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
  private final Map<String, Counter> predictions = new ConcurrentHashMap<>();

  public Meters(MeterRegistry registry) {
    this.registry = registry;
    for (ErrorCode code : ErrorCode.values()) {
      refusals.put(
          code,
          Counter.builder("plumbline.refusals")
              .description("Requests answered by a problem, by its code")
              .tag("code", code.wireName())
              .register(registry));
    }
  }

  public void refused(ErrorCode code) {
    Counter counter = refusals.get(code);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Counts answered rows; the model is one that serves, so that labels stay few. */
  public void predicted(String model, int rows) {
    predictions
        .computeIfAbsent(
            model,
            name ->
                Counter.builder("plumbline.predictions")
                    .description("Rows answered and logged")
                    .tag("model", name)
                    .register(registry))
        .increment(rows);
  }
}
