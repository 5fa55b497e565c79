package org.plumbline.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Seeded tables whose label truly depends on their columns. */
final class Tables {
  static final String HEADER = "customer,tenure,plan,charges,support_calls,churned";

  private Tables() {}

  /** Writes a table of customers with a label of about one third "yes". */
  static Path customers(Path file, int rows, long seed) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    lines.addAll(lines(rows, seed));
    return Files.write(file, lines);
  }

  static List<String> lines(int rows, long seed) {
    var random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    String[] plans = {"monthly", "yearly", "two years"};
    for (int row = 0; row < rows; row++) {
      int tenure = random.nextInt(72);
      int plan = random.nextInt(3);
      double charges = 20 + 100 * random.nextDouble();
      int calls = random.nextInt(8);
      double margin = 0.6 - 0.05 * tenure - 0.9 * plan + 0.015 * charges + 0.25 * calls;
      boolean churned = random.nextDouble() < 1 / (1 + Math.exp(-margin));
      // A blank charge now and then: a number column with missing values.
      String charge = random.nextInt(40) == 0 ? " " : String.format(Locale.ROOT, "%.2f", charges);
      lines.add(
          "c%05d,%d,%s,%s,%d,%s"
              .formatted(row, tenure, plans[plan], charge, calls, churned ? "yes" : "no"));
    }
    return lines;
  }

  /** As the lines, without the label, as a request has them; who has no charge is left out. */
  static List<Map<String, Object>> rows(int lines, long seed) {
    return lines(lines, seed).stream()
        .map(line -> line.split(",", -1))
        .filter(fields -> !fields[3].isBlank())
        .map(Tables::row)
        .toList();
  }

  private static Map<String, Object> row(String[] fields) {
    return Map.of(
        "customer",
        fields[0],
        "tenure",
        Integer.valueOf(fields[1]),
        "plan",
        fields[2],
        "charges",
        Double.valueOf(fields[3]),
        "support_calls",
        Integer.valueOf(fields[4]));
  }
}
