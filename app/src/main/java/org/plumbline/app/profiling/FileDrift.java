package org.plumbline.app.profiling;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.stats.multivariate.DomainClassifier;
import org.plumbline.stats.multivariate.DomainSettings;
import org.plumbline.stats.multivariate.ReconstructionDrift;
import org.plumbline.stats.multivariate.ReconstructionSettings;

/**
 * Drift of whole rows between two files, which a profile cannot show.
 *
 * <p>At most 20,000 rows of each file are compared. Times are left out, for any two periods can be
 * told apart by them. Infinite values count as missing. Reconstruction looks at numbers and flags,
 * the classifier at categories too.
 *
 * @param columns names, by their place in the classifier's rows
 * @param classifier whether the rows can be told apart, and by what
 * @param reconstruction whether the numbers still hang together
 */
public record FileDrift(
    List<String> columns, DomainClassifier classifier, ReconstructionDrift reconstruction) {
  public FileDrift {
    columns = List.copyOf(columns);
  }

  /** Compares two files by the types of the contract, without the dropped columns. */
  public static FileDrift between(
      Path reference,
      Path current,
      Contract contract,
      List<String> drop,
      FileProfile.Progress progress) {
    List<ColumnContract> features = contract.features();
    int[] used =
        IntStream.range(0, features.size())
            .filter(i -> isCompared(features.get(i)) && !drop.contains(features.get(i).name()))
            .toArray();
    int[] numeric =
        IntStream.of(used).filter(i -> features.get(i).type() != ColumnType.CATEGORY).toArray();
    boolean[] categorical = new boolean[used.length];
    for (int i = 0; i < used.length; i++) {
      categorical[i] = features.get(used[i]).type() == ColumnType.CATEGORY;
    }
    int most = DomainSettings.DEFAULT.mostRows();
    double[][] before = RowSample.of(reference, contract, most, progress);
    double[][] after = RowSample.of(current, contract, most, progress);
    return new FileDrift(
        IntStream.of(used).mapToObj(i -> features.get(i).name()).toList(),
        DomainClassifier.between(
            picked(before, used), picked(after, used), categorical, DomainSettings.DEFAULT),
        ReconstructionDrift.between(
            picked(before, numeric), picked(after, numeric), ReconstructionSettings.DEFAULT));
  }

  private static boolean isCompared(ColumnContract column) {
    return switch (column.type()) {
      case NUMBER, INTEGER, BOOLEAN, CATEGORY -> true;
      case DATE, TIMESTAMP, TEXT, IDENTIFIER -> false;
    };
  }

  private static double[][] picked(double[][] rows, int[] columns) {
    return Arrays.stream(rows)
        .map(
            row ->
                IntStream.of(columns)
                    .mapToDouble(
                        column -> Double.isInfinite(row[column]) ? Double.NaN : row[column])
                    .toArray())
        .toArray(double[][]::new);
  }
}
