package org.plumbline.data;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ArrowCells.Unreadable;

/** Some rows of an Arrow stream, whose columns take their nodes and buffers one after the other. */
final class ArrowBatch {
  private final RecordBatch batch;
  private final MemorySegment body;
  private final int rows;
  private int nodes;
  private int buffers;

  ArrowBatch(@Nullable RecordBatch batch, MemorySegment body) {
    if (batch == null) {
      throw new Unreadable("a batch says nothing of its columns");
    }
    if (batch.compression() != null) {
      throw new Unreadable("it is compressed; write it without compression");
    }
    // The smallest value takes a bit, so a few bytes cannot promise a billion rows.
    if (batch.length() < 0 || batch.length() > Math.min(Integer.MAX_VALUE, 8 * body.byteSize())) {
      throw new Unreadable("a batch promises " + batch.length() + " rows, which it cannot hold");
    }
    this.batch = batch;
    this.body = body;
    this.rows = (int) batch.length();
  }

  int rows() {
    return rows;
  }

  void takeNode() {
    if (nodes >= batch.nodesLength() || batch.nodes(nodes).length() != rows) {
      throw new Unreadable("a column has not as many rows as its batch");
    }
    nodes++;
  }

  MemorySegment takeBuffer() {
    if (buffers >= batch.buffersLength()) {
      throw new Unreadable("a batch lacks bytes of a column");
    }
    Buffer buffer = batch.buffers(buffers++);
    return body.asSlice(buffer.offset(), buffer.length());
  }
}
