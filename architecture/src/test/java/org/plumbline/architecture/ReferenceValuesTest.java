package org.plumbline.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Golden;

/**
 * Every value of the reference vectors is read by a test of the modules before this one, or it
 * stands in {@code not-compared.txt} with the reason.
 */
class ReferenceValuesTest {
  private static final Path ROOT = Path.of(System.getProperty("plumbline.root"));
  private static final Path VECTORS = ROOT.resolve("golden/src/main/resources/golden");
  private static final List<String> MODULES = List.of("stats", "scoring", "training");

  /** A pattern of paths, {@code *} for any part of one, and why no test reads them. */
  private record Excuse(Pattern paths, String line) {
    static Excuse of(String line) {
      String glob = line.substring(0, line.indexOf(": "));
      String regex =
          Stream.of(glob.split("\\*", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b).get();
      return new Excuse(Pattern.compile(regex), line);
    }
  }

  @Test
  void everyValueIsReadOrExcused() throws IOException {
    Set<String> read = new HashSet<>();
    for (String module : MODULES) {
      Path record = ROOT.resolve(module).resolve("target/golden-read.txt");
      assumeTrue(Files.exists(record), "the tests of " + module + " did not run before this one");
      read.addAll(Files.readAllLines(record));
    }
    Set<String> unread = values();
    unread.removeIf(path -> read.contains(path) || read.contains(file(path)));

    List<Excuse> excuses = excuses();
    Set<String> unexplained = new TreeSet<>(unread);
    Set<String> needless = new HashSet<>();
    for (Excuse excuse : excuses) {
      unexplained.removeIf(path -> excuse.paths().matcher(path).matches());
      if (unread.stream().noneMatch(path -> excuse.paths().matcher(path).matches())) {
        needless.add(excuse.line());
      }
    }
    assertThat(unexplained).as("values that no test reads and no line excuses").isEmpty();
    assertThat(needless).as("excuses for values that are read, or that do not exist").isEmpty();
  }

  /** The file of a path, which a test may have read as a whole. */
  private static String file(String path) {
    return path.substring(0, path.indexOf(".json") + ".json".length());
  }

  private static Set<String> values() throws IOException {
    Set<String> values = new TreeSet<>();
    try (Stream<Path> files = Files.walk(VECTORS)) {
      files
          .map(file -> VECTORS.relativize(file).toString())
          .filter(file -> file.endsWith(".json"))
          .forEach(file -> values.addAll(Golden.load(file).values()));
    }
    return values;
  }

  private static List<Excuse> excuses() throws IOException {
    return Files.readAllLines(ROOT.resolve("golden/src/main/resources/not-compared.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Excuse::of)
        .toList();
  }
}
