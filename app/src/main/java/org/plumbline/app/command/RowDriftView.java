package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.app.profiling.FileDrift;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.multivariate.DomainClassifier;
import org.plumbline.stats.multivariate.ReconstructionDrift;

/** How drift of whole rows is shown, to programs and to people. */
final class RowDriftView {
  private static final int TOLD_DRIVERS = 5;

  private RowDriftView() {}

  /** What is not a number is left out: JSON has no NaN. */
  static Map<String, Object> answer(FileDrift drift) {
    DomainClassifier classifier = drift.classifier();
    var answer = new LinkedHashMap<String, Object>();
    put(answer, "auc", classifier.auc().value());
    put(answer, "low", classifier.auc().low());
    put(answer, "high", classifier.auc().high());
    answer.put("drift", classifier.isDrift());
    answer.put("verdict", classifier.verdict());
    answer.put("referenceRows", classifier.referenceRows());
    answer.put("currentRows", classifier.currentRows());
    answer.put(
        "drivers",
        classifier.drivers().stream().map(driver -> driver(drift.columns(), driver)).toList());
    answer.put("reconstruction", reconstruction(drift.reconstruction()));
    return answer;
  }

  private static Map<String, Object> driver(List<String> columns, DomainClassifier.Driver driver) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("column", columns.get(driver.column()));
    answer.put("share", driver.share());
    put(answer, "aucDrop", driver.aucDrop());
    return answer;
  }

  private static Map<String, Object> reconstruction(ReconstructionDrift found) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("drift", found.isDrift());
    answer.put("verdict", found.verdict());
    answer.put("columns", found.columns());
    answer.put("components", found.components());
    put(answer, "mean", found.mean());
    put(answer, "deviation", found.deviation());
    answer.put("chunks", found.chunks().stream().map(RowDriftView::chunk).toList());
    return answer;
  }

  private static Map<String, Object> chunk(ReconstructionDrift.Chunk chunk) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("rows", chunk.to() - chunk.from());
    answer.put("verdict", chunk.verdict());
    put(answer, "error", chunk.error());
    put(answer, "low", chunk.low());
    put(answer, "high", chunk.high());
    return answer;
  }

  private static void put(Map<String, Object> answer, String name, double value) {
    if (Double.isFinite(value)) {
      answer.put(name, value);
    }
  }

  static void print(PrintWriter out, FileDrift drift) {
    DomainClassifier classifier = drift.classifier();
    out.println();
    if (Double.isNaN(classifier.auc().value())) {
      out.println("whole rows: too few rows or no column to tell");
    } else {
      out.printf(
          Locale.ROOT,
          "whole rows: %s, AUC %.3f (%.3f to %.3f)%n",
          said(classifier.isDrift(), classifier.verdict()),
          classifier.auc().value(),
          classifier.auc().low(),
          classifier.auc().high());
    }
    if (classifier.isDrift()) {
      out.println("told apart by " + drivers(drift.columns(), classifier));
    }
    ReconstructionDrift found = drift.reconstruction();
    if (Double.isNaN(found.mean())) {
      out.println("reconstruction: too few rows or no number that varies");
      return;
    }
    out.printf(
        Locale.ROOT,
        "reconstruction: %s, %d of %d chunks outside the reference's range%n",
        said(found.isDrift(), found.verdict()),
        found.chunks().stream().filter(ReconstructionDrift.Chunk::isDrift).count(),
        found.chunks().size());
  }

  private static String said(boolean drift, DriftVerdict verdict) {
    return drift ? "drift (" + verdict.name().toLowerCase(Locale.ROOT) + ")" : "no drift";
  }

  private static String drivers(List<String> columns, DomainClassifier classifier) {
    return classifier.drivers().stream()
        .limit(TOLD_DRIVERS)
        .filter(driver -> driver.aucDrop() > 0)
        .map(
            driver ->
                String.format(
                    Locale.ROOT,
                    "%s (AUC −%.3f without it, %.0f %% of the gain)",
                    columns.get(driver.column()),
                    driver.aucDrop(),
                    driver.share() * 100))
        .collect(Collectors.joining(", "));
  }
}
