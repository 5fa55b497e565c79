package org.plumbline.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The golden rows that stand beside a model file. */
final class GoldenFile {
  private static final List<String> SUFFIXES = List.of(".golden.csv", ".golden.jsonl");

  private GoldenFile() {}

  /** {@code model.golden.csv} or {@code .jsonl} of {@code model.onnx}; null without either. */
  static @Nullable Path beside(Path model) {
    String name = String.valueOf(model.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    return SUFFIXES.stream()
        .map(suffix -> model.resolveSibling(stem + suffix))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }
}
