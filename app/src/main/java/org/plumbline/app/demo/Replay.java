package org.plumbline.app.demo;

import static java.time.ZoneOffset.UTC;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.plumbline.data.Column;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowParser;
import org.plumbline.data.Table;
import org.plumbline.data.view.SnapshotEngine;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.scoring.Explanation;
import org.plumbline.solutions.Recipe;

/**
 * Traffic as it would have come: each week asks about customers by their snapshot of that week, and
 * each answer meets its label when the horizon has passed.
 *
 * <p>The same seed gives the same requests with the same ids, so a replay that was cut off goes on
 * without asking twice.
 */
final class Replay {
  private static final int REASONS = 3;
  private static final long SEED = 20_261_121;

  private final Recipe recipe;
  private final SnapshotEngine engine;
  private final LoadedVersion version;
  private final RowParser parser;
  private final int perDay;

  Replay(Recipe recipe, SnapshotEngine engine, LoadedVersion version, int perDay) {
    this.recipe = recipe;
    this.engine = engine;
    this.version = version;
    this.parser = new RowParser(version.version().contract());
    this.perDay = perDay;
  }

  /**
   * One day of traffic.
   *
   * @param refused rows that the contract of the model refuses, as the service would
   */
  record Day(LocalDate date, List<LoggedPrediction> answers, int refused) {}

  /** The days from the as-of time on, at most a week, that end by then; all use its snapshot. */
  List<Day> days(Instant asOf, Instant end) {
    Table snapshot = engine.features(recipe.view(), asOf);
    List<Day> days = new ArrayList<>();
    for (Instant day = asOf; day.isBefore(end); day = day.plus(Duration.ofDays(1))) {
      days.add(day(snapshot, day.atZone(UTC).toLocalDate()));
    }
    return days;
  }

  private Day day(Table snapshot, LocalDate date) {
    var random = new SplittableRandom(SEED ^ date.toEpochDay());
    boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    int count = (int) (perDay * (weekend ? 0.6 : 1.1) * (0.9 + 0.2 * random.nextDouble()));
    List<LoggedPrediction> answers = new ArrayList<>(count);
    for (int i = 0; i < count && snapshot.rowCount() > 0; i++) {
      // Business hours, in order, so that ids and times ascend together.
      long second = 7 * 3600 + (long) ((i + random.nextDouble()) / count * 14 * 3600);
      Instant at = date.atStartOfDay(UTC).toInstant().plusSeconds(second);
      UUID id = new TimeOrderedIds(InstantSource.fixed(at), random).next();
      ParsedRow row = parser.parse(snapshot.values(random.nextInt(snapshot.rowCount())));
      if (row.isValid()) {
        answers.add(answer(id, at, row));
      }
    }
    return new Day(date, answers, count - answers.size());
  }

  private LoggedPrediction answer(UUID id, Instant at, ParsedRow parsed) {
    Explanation explanation = version.model().explain(parsed.slots());
    return new LoggedPrediction(
        id,
        at,
        version.version().id(),
        Stage.PRODUCTION,
        parsed.id(),
        version.model().score(parsed.slots()),
        parsed.slots(),
        parsed.unknownCategories(),
        strongest(explanation));
  }

  private List<LoggedReason> strongest(Explanation explanation) {
    double[] contributions = explanation.contributions();
    List<LoggedReason> all = new ArrayList<>();
    for (int i = 0; i < contributions.length; i++) {
      all.add(new LoggedReason(version.model().inputs().get(i).name(), contributions[i]));
    }
    all.sort((a, b) -> Double.compare(Math.abs(b.contribution()), Math.abs(a.contribution())));
    return all.subList(0, Math.min(REASONS, all.size()));
  }

  /** What became of the customers of these days: known one to five days after the horizon. */
  List<Label> labels(Instant asOf, List<Day> days) {
    Instant matured = asOf.plus(recipe.label().horizon());
    if (matured.isAfter(engine.dataEnd())) {
      return List.of();
    }
    Map<String, String> outcomes = outcomes(asOf);
    List<Label> labels = new ArrayList<>();
    for (Day day : days) {
      for (LoggedPrediction answer : day.answers()) {
        String outcome = outcomes.get(answer.entity());
        if (outcome != null) {
          Duration late = Duration.ofHours(24 + Math.floorMod(answer.id().hashCode(), 96));
          labels.add(new Label(answer.id(), null, null, outcome, matured.plus(late)));
        }
      }
    }
    return labels;
  }

  private Map<String, String> outcomes(Instant asOf) {
    Table table = engine.labels(recipe.view(), recipe.label(), List.of(asOf));
    Column entities = table.column(recipe.view().entity());
    Column labels = table.column(recipe.label().column());
    Map<String, String> outcomes = new HashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      outcomes.put(entities.text(row), labels.text(row));
    }
    return outcomes;
  }
}
