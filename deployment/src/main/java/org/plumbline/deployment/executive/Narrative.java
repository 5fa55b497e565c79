package org.plumbline.deployment.executive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures in words, by fixed rules: the same figures give the same words. */
final class Narrative {
  private Narrative() {}

  static String of(Executive.Models models, int overdue) {
    if (models.total() == 0) {
      return "There is no model yet.";
    }
    List<String> sentences = new ArrayList<>();
    Double compliance = models.averageCompliance();
    sentences.add(
        compliance == null
            ? "No model has a risk index yet, so compliance cannot be told."
            : String.format(
                Locale.ROOT,
                "Compliance is %s: %.1f on average over %d of %d models.",
                word(compliance),
                compliance,
                models.scored(),
                models.total()));
    long bad = models.atRisk() + models.blocked();
    sentences.add(
        bad == 0
            ? "No model is at risk or blocked by its latest evaluation."
            : String.format(
                Locale.ROOT,
                "%d (%.0f %%) are at risk or blocked by their latest evaluation.",
                bad,
                100.0 * bad / models.total()));
    if (models.overridden() > 0) {
      sentences.add(models.overridden() + " serve by an override.");
    }
    if (models.unscored() > 0) {
      sentences.add(models.unscored() + " are not scored.");
    }
    if (overdue > 0) {
      sentences.add(overdue + " reviews are overdue.");
    }
    return String.join(" ", sentences);
  }

  private static String word(double compliance) {
    if (compliance >= 90) {
      return "excellent";
    }
    if (compliance >= 75) {
      return "good";
    }
    return compliance >= 50 ? "fair" : "concerning";
  }
}
