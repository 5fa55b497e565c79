package org.plumbline.scoring;

/** Model file, version 1. */
final class ModelFile {
  private ModelFile() {}

  static byte[] write(Model model) {
    if (!model.components().isEmpty()) {
      throw new UnsupportedOperationException("model file format: lands next");
    }
    return new byte[0];
  }

  static Model read(byte[] bytes) {
    if (bytes.length > 0) {
      throw pending("HEAD", bytes.length);
    }
    return ModelBuilder.regression(java.util.List.of()).build();
  }

  static IllegalArgumentException pending(String section, int length) {
    if (length > 0) {
      return new ModelFormatException(section, length, "reading lands with the next change");
    }
    return new IllegalArgumentException(section);
  }
}
