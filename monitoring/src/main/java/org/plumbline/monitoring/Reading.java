package org.plumbline.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * What one look has measured: told beside findings, so that "nothing was found" can be held apart
 * from "nothing could be measured".
 *
 * @param subject what part of the version it is about, such as a segment; null for the whole
 * @param value NaN when it is not known
 * @param limit that a finding passes; NaN when there is none
 * @param answers that it was measured on
 * @param note why it is not known, or what the limit comes from
 */
public record Reading(
    Measure measure,
    @Nullable String subject,
    double value,
    double limit,
    long answers,
    String note) {

  /** What could not be measured is neither good nor bad. */
  public static Reading unknown(Measure measure, long answers, String why) {
    return new Reading(measure, null, Double.NaN, Double.NaN, answers, why);
  }

  public Reading(Measure measure, double value, double limit, long answers, String note) {
    this(measure, null, value, limit, answers, note);
  }
}
