package org.plumbline.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * Compares the amounts of two months, one number a line: {@code CompareMonths reference current}.
 *
 * <p>Each month is profiled in two parts that are merged, as two machines would do it.
 */
final class CompareMonths {
  private CompareMonths() {}

  public static void main(String[] args) throws IOException {
    run(Path.of(args[0]), Path.of(args[1]), System.out);
  }

  static void run(Path reference, Path current, PrintStream out) throws IOException {
    DriftReport report = DriftReport.compare(profile(reference), profile(current));

    for (ColumnDrift column : report.columns()) {
      out.printf(
          "%s: %s, PSI %.4f (critical %.4f), KS %.4f%n%s%n",
          column.column(),
          column.verdict(),
          column.psi(),
          column.psiCritical(),
          column.ks(),
          column.recommendation());
    }
  }

  private static TableProfile profile(Path month) throws IOException {
    double[] amounts;
    try (Stream<String> lines = Files.lines(month)) {
      amounts = lines.mapToDouble(Double::parseDouble).toArray();
    }
    int half = amounts.length / 2;
    return part(amounts, 0, half).merge(part(amounts, half, amounts.length));
  }

  private static TableProfile part(double[] amounts, int from, int to) {
    var builder = new ProfileBuilder(List.of(ProfileColumn.numeric("amount")));
    builder.addColumn(0, amounts, from, to);
    return builder.build();
  }
}
