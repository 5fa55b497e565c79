package org.plumbline.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.Interval;

/** Labels, and the performance that they show. */
public interface LabelStore {
  /** The answer that a label is about: by id, else the last about the entity until the time. */
  Optional<Answer> answer(ModelName model, Label label);

  /** Keeps a label; true when it replaces another value, empty when it says nothing new. */
  Optional<Boolean> save(Tx tx, Answer answer, double value, Instant observedAt, Instant now);

  /** Keeps business values of an answer, by name; those told before are replaced. */
  void saveValues(
      Tx tx, Answer answer, Map<String, Double> values, Instant observedAt, Instant now);

  /** The performance of the week must be computed anew. */
  void stale(Tx tx, VersionId version, LocalDate week);

  /**
   * Weeks whose performance must be computed, oldest first: labels have changed, or more of the
   * answers are mature by now.
   *
   * @param today of which the horizons of labels are counted back
   */
  List<WindowStore.VersionDay> stale(Tx tx, LocalDate today, int limit);

  /** The labelled answers of a span of days in [from, until); slots only when asked for. */
  List<Labelled> labelled(
      Tx tx, VersionId version, LocalDate from, LocalDate until, boolean withSlots);

  void putPerformance(Tx tx, VersionId version, Performance performance);

  /** The computed weeks of a version, oldest first. */
  List<Performance> performance(VersionId version);

  /** A logged answer. */
  record Answer(UUID id, VersionId version, Instant predictedAt, double score) {}

  /**
   * An answer with what truly happened.
   *
   * @param slots null unless asked for
   */
  record Labelled(double value, double score, double @Nullable [] slots) {}

  /**
   * The performance of one ISO week.
   *
   * @param start its Monday
   * @param matureUntil the day from which answers were too young to count; null when all counted
   * @param labelled answers that count and whose label is known
   * @param metrics undefined ones left out
   */
  record Performance(
      LocalDate start,
      @Nullable LocalDate matureUntil,
      long labelled,
      @Nullable Double meanScore,
      @Nullable Double observedRate,
      Map<String, Interval> metrics) {}
}
