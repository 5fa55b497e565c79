package org.plumbline.deployment.batch;

import java.io.IOException;
import java.nio.file.Path;
import org.plumbline.data.ColumnBlock;

/** One file that grows; a checkpoint is its length. */
final class GrowingOutput implements RowOutput {
  private final Path target;
  private final Path partial;
  private final Encoding encoding;
  private final PartialFile file;

  GrowingOutput(Path target, Path partial, Encoding encoding, long length) {
    this.target = target;
    this.partial = partial;
    this.encoding = encoding;
    this.file = new PartialFile(partial, length);
    if (length == 0) {
      file.append(encoding.head());
    }
  }

  /** The bytes of a file that can be written one block after the other. Safe to share. */
  interface Encoding {
    byte[] head();

    byte[] rows(ColumnBlock block);

    byte[] tail();
  }

  @Override
  public Runnable prepare(ColumnBlock block) {
    byte[] rows = encoding.rows(block);
    return () -> file.append(rows);
  }

  @Override
  public long save() {
    file.force();
    return file.length();
  }

  @Override
  public void finish() {
    file.append(encoding.tail());
    file.force();
    try {
      PartialFile.replace(partial, target);
    } catch (IOException failure) {
      throw PartialFile.failed(target, failure);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
