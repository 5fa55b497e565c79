package org.plumbline.stats.drift;

/** Turns what was measured into a verdict and a sentence. */
final class Judgement {
  private Judgement() {}

  static boolean hasTooFewRows(Findings found, DriftSettings settings) {
    return Math.min(found.referenceRows, found.currentRows) < settings.minimumRows();
  }

  static ColumnDrift judge(Findings found, double adjusted, DriftSettings settings) {
    return switch (found.comparison) {
      case ONLY_IN_REFERENCE ->
          found.judged(
              adjusted,
              DriftVerdict.SEVERE,
              "The column is gone from the current data: restore it at the source, the model was"
                  + " trained with it.");
      case ONLY_IN_CURRENT ->
          found.judged(
              adjusted,
              DriftVerdict.NONE,
              "The column is not in the reference: no model here knows it, so nothing is to do.");
      case KIND_CHANGED ->
          found.judged(
              adjusted,
              DriftVerdict.SEVERE,
              "The column changed between numbers and categories: check the source and the"
                  + " contract before scoring goes on.");
      case COMPARED -> compared(found, adjusted, settings);
    };
  }

  private static ColumnDrift compared(Findings found, double adjusted, DriftSettings settings) {
    if (hasTooFewRows(found, settings)) {
      return found.judged(
          adjusted,
          DriftVerdict.TOO_FEW_ROWS,
          "Only %d rows against %d: collect at least %d on either side."
              .formatted(found.currentRows, found.referenceRows, settings.minimumRows()));
    }
    boolean real = adjusted <= settings.significance();
    if (!real || !(found.effect >= settings.slight())) {
      return found.judged(adjusted, DriftVerdict.NONE, unflagged(real, found, settings));
    }
    DriftVerdict verdict =
        found.effect >= settings.severe()
            ? DriftVerdict.SEVERE
            : found.effect >= settings.moderate() ? DriftVerdict.MODERATE : DriftVerdict.SLIGHT;
    return found.judged(adjusted, verdict, flagged(found, verdict));
  }

  private static String unflagged(boolean real, Findings found, DriftSettings settings) {
    if (real) {
      return "The change is real but too small to matter: nothing to do.";
    }
    return found.effect >= settings.slight()
        ? "The difference is within what chance explains at this number of rows: wait for more."
        : "No change beyond chance: nothing to do.";
  }

  private static String flagged(Findings found, DriftVerdict verdict) {
    String story = story(found);
    String sentence =
        story.isEmpty()
            ? "The distribution changed"
            : Character.toUpperCase(story.charAt(0)) + story.substring(1);
    String advice =
        switch (verdict) {
          case SEVERE ->
              "find the cause, compare recent performance, and retrain or roll back if it fell.";
          case MODERATE -> "check the source, and performance as labels arrive.";
          case SLIGHT, NONE, TOO_FEW_ROWS -> "watch it.";
        };
    return sentence + ": " + advice;
  }

  /** The part of the change that weighs most, in words. */
  private static String story(Findings found) {
    double missing = found.currentMissingRate - found.referenceMissingRate;
    double moved = Double.isNaN(found.totalVariation) ? 0 : found.totalVariation;
    if (Math.abs(missing) > moved) {
      return "missing values %s to %s from %s"
          .formatted(
              missing > 0 ? "rose" : "fell",
              Labels.percent(found.currentMissingRate),
              Labels.percent(found.referenceMissingRate));
    }
    if (found.newShare > 0.5 * moved && !found.newCategories.isEmpty()) {
      return "categories unknown to the reference make up %s ('%s'%s)"
          .formatted(
              Labels.percent(found.newShare),
              found.newCategories.getFirst(),
              found.newCategories.size() > 1 ? " and others" : "");
    }
    return found.story;
  }
}
