package org.plumbline.deployment.batch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.RowWriter.Out;

/** Lines of text. */
record TextEncoding(List<Out> columns, Lines lines) implements GrowingOutput.Encoding {
  @Override
  public byte[] head() {
    return lines.head(columns).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] rows(ColumnBlock block) {
    var text = new StringBuilder(block.rows() * 48);
    List<@Nullable Object> row = new ArrayList<>(Arrays.asList(new Object[columns.size()]));
    for (int r = 0; r < block.rows(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        row.set(c, block.columns().get(c).at(r));
      }
      lines.append(columns, row, text);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] tail() {
    return new byte[0];
  }
}
