package org.plumbline.deployment.contest;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.SlotMapping;
import org.plumbline.governance.contest.PairedScores;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/** The labelled answers of a champion, scored again by both versions. Of one thread. */
final class ContestRows {
  /** Beyond this many the newest count: intervals are narrow by then. */
  private static final int MOST = 20_000;

  private final WatchedVersion champion;
  private final WatchedVersion challenger;
  private final SlotMapping mapping;
  private final Deque<Row> rows = new ArrayDeque<>();

  private record Row(Instant at, @Nullable String entity, double label, double[] slots) {}

  ContestRows(WatchedVersion champion, WatchedVersion challenger, SlotMapping mapping) {
    this.champion = champion;
    this.challenger = challenger;
    this.mapping = mapping;
  }

  /** Takes what the champion answered and whose outcome is known. */
  void take(PredictionScan.Scanned scanned) {
    Double label = scanned.label();
    if (label == null || !scanned.answer().version().equals(champion.id())) {
      return;
    }
    var answer = scanned.answer();
    rows.add(new Row(answer.predictedAt(), answer.entity(), label, answer.slots()));
    if (rows.size() > MOST) {
      rows.removeFirst();
    }
  }

  /**
   * What both say.
   *
   * @param unscored rows for which one of them gave no finite number; they are left out
   */
  record Scored(
      PairedScores scores,
      int entities,
      int unscored,
      @Nullable Instant from,
      @Nullable Instant until) {}

  Scored scored() {
    Task task = champion.model().task();
    var first = new Scoring(champion.model(), champion.model().classes());
    var second = new Scoring(challenger.model(), champion.model().classes());
    List<Row> kept = new ArrayList<>();
    for (Row row : rows) {
      if (first.accepts(row.slots()) && second.accepts(mapping.map(row.slots()))) {
        first.keep();
        second.keep();
        kept.add(row);
      }
    }
    Map<String, Integer> entities = new HashMap<>();
    int[] groups = new int[kept.size()];
    for (int i = 0; i < groups.length; i++) {
      String entity = kept.get(i).entity();
      // The row's own number never meets a group of an entity: those count down.
      groups[i] = entity == null ? i : -1 - entities.computeIfAbsent(entity, _ -> entities.size());
    }
    int alone = (int) kept.stream().filter(row -> row.entity() == null).count();
    return new Scored(
        new PairedScores(
            task,
            kept.stream().mapToDouble(Row::label).toArray(),
            first.side(threshold(champion)),
            second.side(threshold(challenger)),
            groups),
        entities.size() + alone,
        rows.size() - kept.size(),
        kept.isEmpty() ? null : kept.getFirst().at(),
        kept.isEmpty() ? null : kept.getLast().at());
  }

  private static double threshold(WatchedVersion version) {
    Double threshold = version.scorecard().threshold();
    return threshold == null ? 0.5 : threshold;
  }

  /** Scores rows with one model; classes are told in the given order. */
  private static final class Scoring {
    private final Model model;
    private final int[] places;
    private final Scratch scratch = new Scratch();
    private final List<Double> scores = new ArrayList<>();
    private final List<double[]> probabilities = new ArrayList<>();
    private double score;
    private double[] shares = new double[0];

    Scoring(Model model, List<String> classes) {
      this.model = model;
      this.places = classes.stream().mapToInt(model.classes()::indexOf).toArray();
    }

    /** Whether the model gives a finite number for the row; whatever it throws, it does not. */
    boolean accepts(double[] slots) {
      try {
        double[] margins = new double[model.marginCount()];
        model.margins(slots, margins, scratch);
        score = model.scoreOf(margins);
        if (model.task() == Task.MULTICLASS) {
          shares = ordered(margins);
        }
        return Double.isFinite(score);
      } catch (RuntimeException _) {
        return false;
      }
    }

    private double[] ordered(double[] margins) {
      double[] own = new double[places.length];
      model.probabilitiesOf(margins, own);
      double[] ordered = new double[places.length];
      for (int i = 0; i < places.length; i++) {
        ordered[i] = own[places[i]];
      }
      return ordered;
    }

    void keep() {
      scores.add(score);
      probabilities.add(shares);
    }

    PairedScores.Side side(double threshold) {
      return new PairedScores.Side(
          scores.stream().mapToDouble(Double::doubleValue).toArray(),
          probabilities.toArray(double[][]::new),
          threshold);
    }
  }
}
