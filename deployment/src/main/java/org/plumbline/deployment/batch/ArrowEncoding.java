package org.plumbline.deployment.batch;

import java.util.List;
import org.plumbline.data.ArrowEncoder;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.RowWriter.Out;

/** An Arrow IPC stream; each block is a batch of it. */
record ArrowEncoding(List<Out> columns) implements GrowingOutput.Encoding {
  @Override
  public byte[] head() {
    return ArrowEncoder.schema(columns);
  }

  @Override
  public byte[] rows(ColumnBlock block) {
    return ArrowEncoder.batch(block);
  }

  @Override
  public byte[] tail() {
    return ArrowEncoder.end();
  }
}
