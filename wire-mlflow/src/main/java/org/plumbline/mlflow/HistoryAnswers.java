package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.plumbline.registry.tracking.MetricPage;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.Tracking;

/** The routes that read metrics back. */
final class HistoryAnswers {
  private static final int PAGE = 25_000;
  private static final int MOST_RUNS = 100;
  private static final int MOST_SAMPLES = 2_500;

  private final Tracking tracking;

  HistoryAnswers(Tracking tracking) {
    this.tracking = tracking;
  }

  Map<MlflowRoute, Answer> answers() {
    return Map.of(
        MlflowRoute.METRIC_HISTORY, this::one,
        MlflowRoute.METRIC_HISTORIES, this::many,
        MlflowRoute.METRIC_SAMPLES, this::samples);
  }

  private ObjectNode one(Call call) {
    String key = call.fields().text("metric_key");
    MetricPage page =
        tracking.metricHistory(
            RunAnswers.id(call),
            key,
            call.fields().limit(PAGE, PAGE),
            PointToken.read(key, Pairs.pageToken(call.fields())));
    ObjectNode answer = Views.object();
    ArrayNode points = answer.putArray("metrics");
    page.points().forEach(point -> points.add(Views.metric(point)));
    page.next().ifPresent(next -> answer.put("next_page_token", PointToken.write(next)));
    return answer;
  }

  /** The first points of each run, at most so many of all runs together. */
  private ObjectNode many(Call call) {
    String key = call.fields().text("metric_key");
    int left = call.fields().limit(PAGE, PAGE);
    ObjectNode answer = Views.object();
    ArrayNode points = answer.putArray("metrics");
    for (RunId run : runs(call, "run_id")) {
      if (left > 0) {
        List<MetricPoint> found = tracking.metricHistory(run, key, left, null).points();
        found.forEach(point -> points.add(of(run, point)));
        left -= found.size();
      }
    }
    return answer;
  }

  /** Points of each run between two steps, the first and last among them and the rest evenly. */
  private ObjectNode samples(Call call) {
    Fields fields = call.fields();
    String key = fields.text("metric_key");
    int most = fields.limit(MOST_SAMPLES, MOST_SAMPLES);
    long from = fields.findNumber("start_step").orElse(Long.MIN_VALUE);
    long to = fields.findNumber("end_step").orElse(Long.MAX_VALUE);
    if (from > to) {
      throw Fields.invalid("start_step", Long.toString(from), "at most end_step, which is " + to);
    }
    ObjectNode answer = Views.object();
    ArrayNode points = answer.putArray("metrics");
    for (RunId run : runs(call, "run_ids")) {
      sampled(run, key, from, to, most).forEach(point -> points.add(of(run, point)));
    }
    return answer;
  }

  /** Reads twice, first to count, so that a history of any length takes no more memory. */
  private List<MetricPoint> sampled(RunId run, String key, long from, long to, int most) {
    var count = new long[1];
    each(run, key, from, to, _ -> count[0]++);
    var sampled = new ArrayList<MetricPoint>();
    var place = new long[1];
    long steps = Math.max(1, Math.min(most, count[0]) - 1);
    each(
        run,
        key,
        from,
        to,
        point -> {
          // The next of the evenly spread places, of which the last is the last point.
          long wanted = sampled.size() * (count[0] - 1) / steps;
          if (place[0]++ == wanted && sampled.size() < most) {
            sampled.add(point);
          }
        });
    return sampled;
  }

  private void each(RunId run, String key, long from, long to, Consumer<MetricPoint> work) {
    MetricPoint after = null;
    do {
      MetricPage page = tracking.metricHistory(run, key, PAGE, after);
      for (MetricPoint point : page.points()) {
        if (point.step() >= from && point.step() <= to) {
          work.accept(point);
        }
      }
      after = page.next().orElse(null);
    } while (after != null && after.step() <= to);
  }

  private static ObjectNode of(RunId run, MetricPoint point) {
    return Views.metric(point).put("run_id", run.hex());
  }

  private static List<RunId> runs(Call call, String field) {
    List<RunId> runs =
        call.fields().texts(field).stream()
            .map(RunId::new)
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList();
    if (runs.isEmpty() || runs.size() > MOST_RUNS) {
      throw Fields.invalid(field, runs.size() + " runs", "1 to " + MOST_RUNS + " of them");
    }
    return runs;
  }
}
