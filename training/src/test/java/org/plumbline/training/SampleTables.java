package org.plumbline.training;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Table;

/** Small tables whose truth is known, made from a seed. */
final class SampleTables {
  private SampleTables() {}

  /**
   * A churn-like table: log-odds are 2·x − 1.5·[plan=basic] + noise; {@code noise} says nothing.
   */
  static Table churn(int rows, long seed) {
    var random = new SplittableRandom(seed);
    Table.Builder table =
        Table.builder()
            .column("id", ColumnType.IDENTIFIER)
            .column("x", ColumnType.NUMBER)
            .column("plan", ColumnType.CATEGORY, List.of("basic", "plus", "pro"))
            .column("noise", ColumnType.NUMBER)
            .column("day", ColumnType.DATE)
            .column("household", ColumnType.IDENTIFIER)
            .column("churn", ColumnType.CATEGORY, List.of("no", "yes"));
    for (int row = 0; row < rows; row++) {
      double x = random.nextGaussian();
      int plan = random.nextInt(3);
      double logOdds = 2 * x - (plan == 0 ? 1.5 : 0);
      boolean churned = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      table.row(
          row + 2,
          table.code(0, "c" + row),
          random.nextDouble() < 0.05 ? Double.NaN : x,
          plan,
          random.nextGaussian(),
          20_000 + row / 4,
          table.code(5, "h" + row / 3),
          churned ? 1 : 0);
    }
    return table.build();
  }

  /** Houses of so many rows that say the same. */
  static Table copies(int houses, int each, long seed) {
    var random = new SplittableRandom(seed);
    Table.Builder table =
        Table.builder()
            .column("house", ColumnType.INTEGER)
            .column("x", ColumnType.NUMBER)
            .column("y", ColumnType.INTEGER);
    for (int house = 0; house < houses; house++) {
      double x = random.nextGaussian();
      int y = random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? 1 : 0;
      for (int copy = 0; copy < each; copy++) {
        table.row(house * each + copy + 2, house, x, y);
      }
    }
    return table.build();
  }

  /** Three classes that two numbers part well. */
  static Table flowers(int rows, long seed) {
    var random = new SplittableRandom(seed);
    Table.Builder table =
        Table.builder()
            .column("a", ColumnType.NUMBER)
            .column("b", ColumnType.NUMBER)
            .column("kind", ColumnType.CATEGORY, List.of("left", "middle", "right"));
    for (int row = 0; row < rows; row++) {
      int kind = random.nextInt(3);
      table.row(row + 2, 2.0 * kind + random.nextGaussian(), random.nextGaussian() - kind, kind);
    }
    return table.build();
  }

  /** y = 3·a − b² + noise of deviation 0.5. */
  static Table houses(int rows, long seed) {
    var random = new SplittableRandom(seed);
    Table.Builder table =
        Table.builder()
            .column("a", ColumnType.NUMBER)
            .column("b", ColumnType.NUMBER)
            .column("flag", ColumnType.BOOLEAN, List.of("no", "yes"))
            .column("price", ColumnType.NUMBER);
    for (int row = 0; row < rows; row++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      table.row(row + 2, a, b, random.nextInt(2), 3 * a - b * b + 0.5 * random.nextGaussian());
    }
    return table.build();
  }
}
