package org.plumbline.monitoring.cause;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WatchedVersions;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.scoring.Task;

/** Tells what moved the score of a version, from the answers in the log. Safe to share. */
public final class ScoreShifts {
  /** From fewer answers a mean says little. */
  public static final int LEAST = 100;

  private static final int WEEK = 7;
  private static final Duration LONGEST = Duration.ofDays(31);

  private final WindowStore windows;
  private final WatchedVersions versions;
  private final PredictionScan scan;

  public ScoreShifts(WindowStore windows, WatchedVersions versions, PredictionScan scan) {
    this.windows = windows;
    this.versions = versions;
    this.scan = scan;
  }

  /**
   * Between the first seven days in which the version answered and a later span.
   *
   * @param from of the current span, null for seven days before its end
   * @param until of it, null for the end of the last day with answers
   * @throws PlumblineException REFUSED where there is too little to compare, or the model explains
   *     no margin of its own; INVALID_FIELD for a span that is none; NOT_FOUND
   */
  public ScoreShift of(VersionId id, @Nullable Instant from, @Nullable Instant until) {
    WatchedVersion version = versions.load(id);
    if (!version.model().explains() || version.model().task() == Task.MULTICLASS) {
      throw refused("%s has no single margin that features add up to".formatted(id));
    }
    SequencedMap<LocalDate, Long> days = windows.days(id);
    if (days.isEmpty()) {
      throw refused(id + " has not answered yet, so nothing can have moved");
    }
    LocalDate birth = days.firstEntry().getKey();
    Instant end =
        until == null ? WindowKind.startInstant(days.lastEntry().getKey().plusDays(1)) : until;
    Instant begin = from == null ? end.minus(Duration.ofDays(WEEK)) : from;
    if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The span from %s until %s must last up to %d days"
                  .formatted(begin, end, LONGEST.toDays()))
          .with("field", "from");
    }
    Instant first = WindowKind.startInstant(birth);
    Instant referenceEnd = WindowKind.startInstant(birth.plusDays(WEEK));
    if (begin.isBefore(referenceEnd)) {
      throw refused(
          "The span from %s reaches into the first seven days of %s, which it is compared with; choose a later one"
              .formatted(begin, id));
    }
    return between(version, new Bounds(first, referenceEnd), new Bounds(begin, end));
  }

  private record Bounds(Instant from, Instant until) {}

  private ScoreShift between(WatchedVersion version, Bounds reference, Bounds current) {
    Explained before = explained(version, reference);
    Explained after = explained(version, current);
    List<Explained.Row> first = before.rows();
    List<Explained.Row> second = after.rows();
    List<ColumnContract> columns = version.contract().features();
    var parts = new ShiftParts(columns, first, second);
    return new ScoreShift(
        version.id().model().value(),
        version.id().number().value(),
        span(reference, before, first.size()),
        span(current, after, second.size()),
        ShiftParts.mean(first, Explained.Row::margin),
        ShiftParts.mean(second, Explained.Row::margin),
        parts.shift(),
        parts.features(),
        parts.segments());
  }

  private Explained explained(WatchedVersion version, Bounds bounds) {
    var explained = new Explained(version);
    scan.scan(version.id().model(), bounds.from(), bounds.until(), explained::take);
    if (explained.answers() < LEAST) {
      throw refused(
          "%s gave %d answers from %s until %s; %d are needed to tell what moved its score"
              .formatted(version.id(), explained.answers(), bounds.from(), bounds.until(), LEAST));
    }
    return explained;
  }

  private static ScoreShift.Span span(Bounds bounds, Explained explained, int sampled) {
    return new ScoreShift.Span(bounds.from(), bounds.until(), explained.answers(), sampled);
  }

  private static PlumblineException refused(String why) {
    return PlumblineException.of(ErrorCode.REFUSED, why);
  }
}
