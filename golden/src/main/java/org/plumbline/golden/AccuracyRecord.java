package org.plumbline.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the checks of one module's test run found: {@code target/accuracy.tsv}. */
final class AccuracyRecord {
  private AccuracyRecord() {}

  static void write(Collection<Accuracy> found) {
    List<String> lines = new ArrayList<>();
    for (Accuracy accuracy : found) {
      lines.add(accuracy.line());
    }
    try {
      Path directory = Files.createDirectories(Path.of("target"));
      Files.write(directory.resolve("accuracy.tsv"), lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
