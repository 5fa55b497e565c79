package org.plumbline.deployment.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.descriptive.PairMoments;

/** Trials, and what the log and the labels say of them. */
public interface TrialStore {
  /** The trials of a model, newest first. */
  List<Trial> list(ModelName model);

  Optional<Trial> find(ModelName model, UUID id);

  /** How many entities each version has answered about. */
  Exposure exposure(Arms arms);

  /**
   * What became known on each UTC day, oldest first. Each entity counts once, with the first of its
   * answers whose metric was known.
   */
  List<Day> days(Arms arms);

  /** What the log and the labels of a model tell before a trial. */
  History history(ModelName model, TrialMetric metric, Instant from, Instant until);

  /**
   * What is compared.
   *
   * @param end null while it goes on
   */
  record Arms(
      VersionId control,
      VersionId treatment,
      TrialMetric metric,
      Instant begin,
      @Nullable Instant end) {
    public ModelName model() {
      return control.model();
    }
  }

  /**
   * Entities of a trial.
   *
   * @param both entities that both versions answered about, counted in neither of the others: the
   *     control stands in where the treatment fails
   */
  record Exposure(long control, long treatment, long both) {}

  /** What became known on a day. */
  record Day(LocalDate day, Side control, Side treatment) {}

  /**
   * The entities of one arm.
   *
   * @param known pairs of the metric before the trial (x) and in it (y), where both are known
   * @param fresh entities without a metric before the trial; their x stands for nothing
   */
  record Side(PairMoments known, PairMoments fresh) {
    public static final Side EMPTY = new Side(PairMoments.EMPTY, PairMoments.EMPTY);

    public Side merge(Side other) {
      return new Side(known.merge(other.known), fresh.merge(other.fresh));
    }

    public long n() {
      return known.n() + fresh.n();
    }

    /** All entities, the fresh ones beside the given x. */
    PairMoments all(double x) {
      return known.merge(PairMoments.besideOne(x, fresh.n(), fresh.meanY(), fresh.syy()));
    }
  }

  /**
   * What is known before a trial.
   *
   * @param metric of entities, one answer each
   * @param entities seen for the first time in the span, by day from its beginning
   */
  record History(PairMoments metric, List<Long> entities) {
    public History {
      entities = List.copyOf(entities);
    }

    long seen() {
      return entities.stream().mapToLong(Long::longValue).sum();
    }
  }
}
