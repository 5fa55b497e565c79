package org.plumbline.monitoring;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a look puts a number to, whether or not the number is a finding. */
public enum Measure {
  /** Half of the requests are answered within it. */
  LATENCY_P50("latencyP50", "milliseconds", AlertKind.SLOW_ANSWERS),
  /** 95 % of the requests are answered within it. */
  LATENCY_P95("latencyP95", "milliseconds", AlertKind.SLOW_ANSWERS),
  /** 99 % of the requests are answered within it. */
  LATENCY_P99("latencyP99", "milliseconds", AlertKind.SLOW_ANSWERS),
  /** 95 % of the rows that were answered are at most so old. */
  ROW_AGE_P95("rowAgeP95", "hours", AlertKind.STALE_ROWS),
  /** The share of answers that were given on a row older than the plan allows. */
  STALE_SHARE("staleShare", "share", AlertKind.STALE_ROWS),
  /** How far the first reasons of answers lie from those of the version's first days. */
  REASON_EFFECT("reasonEffect", "effect", AlertKind.REASON_DRIFT),
  /** The share of answers that had to bear another first reason to look as in the first days. */
  REASON_VARIATION("reasonVariation", "share", AlertKind.REASON_DRIFT),
  /** How well a classifier tells the rows of a window from those of the reference. */
  JOINT_AUC("jointAuc", "area", AlertKind.JOINT_DRIFT),
  /** The largest drift of an input within a segment. */
  SEGMENT_EFFECT("segmentEffect", "effect", AlertKind.SEGMENT_DRIFT),
  /** The primary metric of a segment, as labels mature. */
  SEGMENT_METRIC("segmentMetric", "metric", AlertKind.SEGMENT_DROP),
  /** Age of the newest snapshot of online features. */
  SNAPSHOT_AGE("snapshotAge", "hours", AlertKind.LATE_SNAPSHOT);

  private final String wireName;
  private final String unit;
  private final AlertKind kind;

  Measure(String wireName, String unit, AlertKind kind) {
    this.wireName = wireName;
    this.unit = unit;
    this.kind = kind;
  }

  public String wireName() {
    return wireName;
  }

  public String unit() {
    return unit;
  }

  /** What is found when it passes its limit. */
  public AlertKind kind() {
    return kind;
  }

  static Set<Measure> of(Set<AlertKind> kinds) {
    return EnumSet.allOf(Measure.class).stream()
        .filter(one -> kinds.contains(one.kind()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
