package org.plumbline.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.profiling.FileDrift;
import org.plumbline.app.profiling.FileProfile;
import org.plumbline.app.profiling.ProfileDocument;
import org.plumbline.data.Contract;
import org.plumbline.data.IngestRequest;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.Correction;
import org.plumbline.stats.drift.DriftMethod;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.drift.DriftSettings;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares two files or profiles, column by column. */
@Command(
    name = "drift",
    description = "Says how the columns of current data differ from a reference.",
    mixinStandardHelpOptions = true)
public final class DriftCommand implements Callable<Integer> {
  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description = "Data, or a profile (.json).")
  private Path reference = Path.of("");

  @Option(
      names = "--current",
      required = true,
      paramLabel = "FILE",
      description = "Data, or a profile (.json); read with the reference's types.")
  private Path current = Path.of("");

  @Option(names = "--drop", paramLabel = "A,B", split = ",", description = "Columns to leave out.")
  private List<String> drop = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "VERDICT",
      description =
          "Exit with 1 when a column, or with --multivariate the rows, are at least this: slight,"
              + " moderate or severe.")
  private @Nullable DriftVerdict failOn;

  @Option(
      names = "--multivariate",
      description = "Compare whole rows too: drift that no column shows. Takes two data files.")
  private boolean multivariate;

  @Option(
      names = "--methods",
      paramLabel = "A,B",
      split = ",",
      description =
          "What is told of each column (default psi,ks,jensen-shannon,wasserstein,chi-square), or"
              + " all. Others: wasserstein-scaled, energy, cramer-von-mises, mann-whitney, g-test,"
              + " cramers-v, total-variation, l-infinity, hellinger, kullback-leibler. They change"
              + " no verdict.")
  private List<String> methods = List.of();

  @Option(
      names = "--correction",
      paramLabel = "NAME",
      converter = CorrectionName.class,
      description =
          "How p-values are raised for the number of columns: benjamini-hochberg (default), holm,"
              + " hommel, bonferroni, sidak or benjamini-yekutieli.")
  private Correction correction = Correction.BENJAMINI_HOCHBERG;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var commandLine = Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
    if (failOn != null && !failOn.isDrift()) {
      throw new picocli.CommandLine.ParameterException(
          commandLine, "--fail-on takes slight, moderate or severe");
    }
    if (multivariate
        && (ProfileDocument.isProfile(reference) || ProfileDocument.isProfile(current))) {
      throw new picocli.CommandLine.ParameterException(
          commandLine,
          "--multivariate compares whole rows, and a profile holds none; give data files for both"
              + " --reference and --current, or leave --multivariate out");
    }
    Set<DriftMethod> asked = DriftMethods.of(methods, commandLine);
    var line = new ProgressLine(commandLine.getErr(), ProgressLine.isTerminal());
    ProfileDocument before = reference(line);
    ProfileDocument after =
        ProfileDocument.isProfile(current)
            ? ProfileDocument.read(current)
            : FileProfile.of(current, before.contract(), line::at);
    FileDrift rows =
        multivariate
            ? FileDrift.between(reference, current, before.contract(), drop, line::at)
            : null;
    line.end();
    DriftReport report =
        DriftReport.compare(before.table(), after.table(), DriftSettings.DEFAULT.with(correction));
    List<ColumnDrift> columns =
        report.columns().stream()
            .filter(column -> !drop.contains(column.column()))
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparingDouble(ColumnDrift::effect)
                    .reversed())
            .toList();
    var measures = new ColumnMeasures(before.table(), after.table(), asked);
    if (json) {
      Map<String, Object> answer = answer(before, after, columns, measures);
      if (rows != null) {
        answer.put("multivariate", RowDriftView.answer(rows));
      }
      commandLine.getOut().println(Json.write(answer));
    } else {
      print(commandLine.getOut(), before, after, columns, measures);
      if (rows != null) {
        RowDriftView.print(commandLine.getOut(), rows);
      }
    }
    commandLine.getOut().flush();
    return failOn != null && gravest(columns, rows).compareTo(failOn) >= 0 ? 1 : 0;
  }

  private static DriftVerdict gravest(List<ColumnDrift> columns, @Nullable FileDrift rows) {
    DriftVerdict gravest = worst(columns);
    if (rows == null) {
      return gravest;
    }
    return Collections.max(
        List.of(gravest, rows.classifier().verdict(), rows.reconstruction().verdict()));
  }

  private ProfileDocument reference(ProgressLine line) {
    if (ProfileDocument.isProfile(reference)) {
      return ProfileDocument.read(reference);
    }
    if (ProfileDocument.isProfile(current)) {
      Contract types = ProfileDocument.read(current).contract();
      return FileProfile.of(reference, types, line::at);
    }
    return FileProfile.of(reference, IngestRequest.none().withDrop(drop), line::at);
  }

  private Map<String, Object> answer(
      ProfileDocument before,
      ProfileDocument after,
      List<ColumnDrift> columns,
      ColumnMeasures measures) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("reference", side(before));
    answer.put("current", side(after));
    answer.put("verdict", worst(columns));
    answer.put("correction", correction);
    answer.put("columns", columns.stream().map(column -> column(column, measures)).toList());
    return answer;
  }

  private static Map<String, Object> side(ProfileDocument document) {
    return Map.of(
        "source", document.source(), "rows", document.rows(), "rejected", document.rejected());
  }

  private static DriftVerdict worst(List<ColumnDrift> columns) {
    return columns.stream()
        .map(ColumnDrift::verdict)
        .max(Comparator.naturalOrder())
        .orElse(DriftVerdict.NONE);
  }

  /** What is not a number for a column is left out: JSON has no NaN. */
  private Map<String, Object> column(ColumnDrift drift, ColumnMeasures measures) {
    var column = new LinkedHashMap<String, Object>();
    column.put("column", drift.column());
    column.put("kind", drift.kind());
    column.put("verdict", drift.verdict());
    column.put("recommendation", drift.recommendation());
    put(column, "effect", drift.effect());
    put(column, "psi", drift.psi());
    put(column, "ks", drift.ks());
    put(column, "ksPValue", drift.ksPValue());
    put(column, "jensenShannon", drift.jensenShannon());
    put(column, "wasserstein", drift.wasserstein());
    put(column, "wassersteinScaled", drift.wassersteinScaled());
    put(column, "chiSquare", drift.chiSquare());
    put(column, "chiSquarePValue", drift.chiSquarePValue());
    put(column, "cramersV", drift.cramersV());
    put(column, "referenceMissingRate", drift.referenceMissingRate());
    put(column, "currentMissingRate", drift.currentMissingRate());
    put(column, "missingPValue", drift.missingPValue());
    put(column, "referenceMean", drift.referenceMean());
    put(column, "currentMean", drift.currentMean());
    put(column, "pValue", drift.pValue());
    put(column, "adjustedPValue", drift.adjustedPValue());
    column.put("newCategories", drift.newCategories());
    column.put("vanishedCategories", drift.vanishedCategories());
    if (!methods.isEmpty()) {
      column.put("measures", measures.answer(drift.column()));
    }
    return column;
  }

  private static void put(Map<String, Object> column, String name, double value) {
    if (Double.isFinite(value)) {
      column.put(name, value);
    }
  }

  private static void print(
      PrintWriter out,
      ProfileDocument before,
      ProfileDocument after,
      List<ColumnDrift> columns,
      ColumnMeasures measures) {
    out.printf(
        Locale.ROOT,
        "reference %s: %,d rows; current %s: %,d rows%n",
        before.source(),
        before.rows(),
        after.source(),
        after.rows());
    if (before.rejected() + after.rejected() > 0) {
      out.printf(
          Locale.ROOT,
          "rows that break the types and are left out: %,d and %,d%n",
          before.rejected(),
          after.rejected());
    }
    out.println();
    var table = new ArrayList<List<String>>();
    var header = new ArrayList<String>(List.of("column", "verdict", "effect"));
    header.addAll(measures.names());
    header.addAll(List.of("missing", "adjusted p"));
    table.add(header);
    for (ColumnDrift drift : columns) {
      var line = new ArrayList<String>();
      line.add(drift.column());
      line.add(drift.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      line.add(ColumnMeasures.number(drift.effect()));
      line.addAll(measures.texts(drift.column()));
      line.add(percent(drift.referenceMissingRate()) + " → " + percent(drift.currentMissingRate()));
      line.add(ColumnMeasures.number(drift.adjustedPValue()));
      table.add(line);
    }
    TextTable.print(out, table);
    out.println();
    columns.stream()
        .filter(column -> column.verdict().isDrift())
        .forEach(column -> out.println(column.column() + ": " + column.recommendation()));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
