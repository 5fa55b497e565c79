package org.plumbline.deployment.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.RowWriter.Out;

/** Lines of text in one file that grows; a checkpoint is its length. */
final class TextOutput implements RowOutput {
  private final Path target;
  private final Path partial;
  private final List<Out> columns;
  private final Lines lines;
  private final PartialFile file;

  TextOutput(Path target, Path partial, List<Out> columns, Lines lines, long length) {
    this.target = target;
    this.partial = partial;
    this.columns = columns;
    this.lines = lines;
    this.file = new PartialFile(partial, length);
    if (length == 0) {
      file.append(lines.head(columns));
    }
  }

  @Override
  public Runnable prepare(ColumnBlock block) {
    var text = new StringBuilder(block.rows() * 48);
    List<@Nullable Object> row = new ArrayList<>(Arrays.asList(new Object[columns.size()]));
    for (int r = 0; r < block.rows(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        row.set(c, block.columns().get(c).at(r));
      }
      lines.append(columns, row, text);
    }
    return () -> file.append(text);
  }

  @Override
  public long save() {
    file.force();
    return file.length();
  }

  @Override
  public void finish() {
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
