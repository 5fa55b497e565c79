package org.plumbline.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the checks of one test run found: {@code target/accuracy.tsv}, or the file that the property
 * {@code accuracy.file} names, for a second run over the same module.
 */
final class AccuracyRecord {
  private AccuracyRecord() {}

  static void write(Collection<Accuracy> found) {
    List<String> lines = new ArrayList<>();
    for (Accuracy accuracy : found) {
      lines.add(accuracy.line());
    }
    try {
      Path directory = Files.createDirectories(Path.of("target"));
      Files.write(directory.resolve(System.getProperty("accuracy.file", "accuracy.tsv")), lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
