package org.plumbline.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/accuracy.md} is what the tests of the modules before this one measured.
 *
 * <p>{@code -Dplumbline.accuracy=write} writes the page anew. Worst errors are left out of the
 * comparison, since the last digits differ between machines; the tolerance is not.
 */
class AccuracyPageTest {
  private static final Path ROOT = Path.of(System.getProperty("plumbline.root"));
  private static final Path PAGE = ROOT.resolve("docs/accuracy.md");
  private static final List<String> MODULES = List.of("stats", "scoring", "training");

  private record Row(String method, String reference, String tolerance, String values, String worst)
      implements Comparable<Row> {
    static Row of(String line) {
      String[] cells = line.split("\t", -1);
      return new Row(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }

    String markdown() {
      return "| %s | %s | %s | %s | %s |".formatted(method, reference, tolerance, values, worst);
    }

    String withoutWorst() {
      return "| %s | %s | %s | %s |".formatted(method, reference, tolerance, values);
    }

    @Override
    public int compareTo(Row other) {
      return markdown()
          .toLowerCase(Locale.ROOT)
          .compareTo(other.markdown().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void listsEveryMethodThatWasComparedWithAReference() throws IOException {
    List<String> page = new ArrayList<>();
    List<String> found = new ArrayList<>();
    page.add(
        """
        # How close our numbers come

        Made by the test run: every value below is compared with the one of the named reference on
        the same input. `tolerance` is what a test allows, `worst` the largest error that was met:
        relative where the tolerance is relative only, absolute otherwise. The vectors and the calls
        that made them stand in `golden/src/main/resources/golden/README.md`.
        """);
    for (String module : MODULES) {
      Path record = ROOT.resolve(module).resolve("target/accuracy.tsv");
      assumeTrue(Files.exists(record), "the tests of " + module + " did not run before this one");
      List<Row> rows = Files.readAllLines(record).stream().map(Row::of).sorted().toList();
      page.add(
          """
          ## %s

          | method | reference | tolerance | values | worst |
          |---|---|---|---|---|
          %s
          """
              .formatted(module, String.join("\n", rows.stream().map(Row::markdown).toList())));
      rows.forEach(row -> found.add(row.withoutWorst()));
    }

    if ("write".equals(System.getProperty("plumbline.accuracy"))) {
      Files.writeString(PAGE, String.join("\n", page));
    }
    assertThat(Files.readAllLines(PAGE).stream().map(AccuracyPageTest::withoutLast))
        .containsAll(found);
    assertThat(Files.readAllLines(PAGE)).filteredOn(AccuracyPageTest::isRow).hasSize(found.size());
  }

  private static boolean isRow(String line) {
    return line.startsWith("| ") && !line.startsWith("| method");
  }

  private static String withoutLast(String line) {
    int end = line.lastIndexOf(" | ");
    return end < 0 ? line : line.substring(0, end) + " |";
  }
}
