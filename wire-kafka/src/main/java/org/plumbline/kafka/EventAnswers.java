package org.plumbline.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.Predictions;

/**
 * Answers an event once: a copy of it gets what the first got, from the log. Safe to share; waits
 * for the log.
 *
 * <p>Ids and time follow from the event, so the log refuses a second row by its key, whoever writes
 * it. A copy without a time of its own may bear another one, so such events are looked up first.
 */
public final class EventAnswers {
  private final RowAnswers rows;
  private final Predictions predictions;

  public EventAnswers(RowAnswers rows, Predictions predictions) {
    this.rows = rows;
    this.predictions = predictions;
  }

  /** As they stand in the log. */
  List<LoggedPrediction> answer(RequestEvent event) {
    if (!event.timed() && !event.rows().isEmpty()) {
      Optional<List<LoggedPrediction>> before = logged(event);
      if (before.isPresent()) {
        return before.get();
      }
    }
    try {
      return rows.awaitAs(new EventQuestion(event), event::predictionId, event.at());
    } catch (PlumblineException refused) {
      if (isTransient(refused)) {
        throw refused;
      }
      // It was answered before: what has changed since, a kill switch even, does not undo that.
      return logged(event).orElseThrow(() -> refused);
    }
  }

  /** Whether the same may succeed in a moment. */
  static boolean isTransient(PlumblineException failure) {
    return failure.code() == ErrorCode.STORE_UNAVAILABLE
        || failure.code() == ErrorCode.STORE_FULL
        || failure.code() == ErrorCode.OVERLOADED
        || failure.code() == ErrorCode.TOO_MANY_REQUESTS;
  }

  /** All rows of the event, or none: they were logged together. */
  private Optional<List<LoggedPrediction>> logged(RequestEvent event) {
    var found = new ArrayList<LoggedPrediction>(event.rows().size());
    for (int i = 0; i < event.rows().size(); i++) {
      Optional<LoggedPrediction> row = predictions.find(event.predictionId(i));
      if (row.isEmpty()) {
        return Optional.empty();
      }
      found.add(row.get());
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }
}
