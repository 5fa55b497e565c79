package org.plumbline.mlflow;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.MetricPoint;

/** The page token of a metric's history: where the last page ended. */
final class PointToken {
  private static final int BYTES = 3 * Long.BYTES;

  private PointToken() {}

  static String write(MetricPoint last) {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(last.step())
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()))
            .putDouble(last.value());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static @Nullable MetricPoint read(String key, @Nullable String token) {
    if (token == null) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.remaining() == BYTES) {
        long step = bytes.getLong();
        Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        var _ = RunAnswers.instant("page_token", at.toEpochMilli());
        return new MetricPoint(key, bytes.getDouble(), step, at);
      }
    } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException foreign) {
      throw refused(token);
    }
    throw refused(token);
  }

  private static RuntimeException refused(String token) {
    return Fields.invalid("page_token", token, "the next_page_token of the page before");
  }
}
