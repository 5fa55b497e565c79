package org.plumbline.registry.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.plumbline.registry.ContentHash;

/** The files that a foreign version consists of; their hash is the version's. */
public record ForeignContent(List<ForeignFile> files) {
  private static final String TAG = "plumbline-foreign-version-1\n";

  public ForeignContent {
    files = files.stream().sorted(Comparator.comparing(ForeignFile::path)).toList();
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** The SHA-256 of the tag and one line {@code hash bytes path} a file, by path. */
  public ContentHash hash() {
    var text = new StringBuilder(TAG);
    for (ForeignFile file : files) {
      text.append(file.hash()).append(' ').append(file.bytes()).append(' ');
      text.append(file.path()).append('\n');
    }
    return ContentHash.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
