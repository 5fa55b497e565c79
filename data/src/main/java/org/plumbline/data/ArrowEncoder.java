package org.plumbline.data;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.plumbline.data.RowWriter.Out;

/**
 * The bytes of an Arrow IPC stream, version 5: a schema, a batch for each block, an end. Texts are
 * {@code utf8}, whole numbers {@code int64}, numbers {@code float64}, all of them nullable.
 */
public final class ArrowEncoder {
  private static final int ALIGNMENT = 8;
  private static final int CONTINUATION = -1;
  private static final int PREFIX = 8;

  private ArrowEncoder() {}

  /** What a stream begins with. */
  public static byte[] schema(List<Out> columns) {
    var builder = new FlatBufferBuilder();
    int[] fields = columns.stream().mapToInt(column -> field(builder, column)).toArray();
    int schema =
        Schema.createSchema(
            builder, Endianness.Little, Schema.createFieldsVector(builder, fields), 0, 0);
    return message(builder, MessageHeader.Schema, schema, new byte[0]);
  }

  private static int field(FlatBufferBuilder builder, Out column) {
    int name = builder.createString(column.name());
    int children = Field.createChildrenVector(builder, new int[0]);
    return switch (column.kind()) {
      case TEXT -> {
        Utf8.startUtf8(builder);
        yield field(builder, name, Type.Utf8, Utf8.endUtf8(builder), children);
      }
      case INTEGER -> field(builder, name, Type.Int, Int.createInt(builder, 64, true), children);
      case NUMBER ->
          field(
              builder,
              name,
              Type.FloatingPoint,
              FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE),
              children);
      case BOOLEAN -> throw new IllegalArgumentException("Blocks hold no truth values");
    };
  }

  private static int field(FlatBufferBuilder builder, int name, byte kind, int type, int children) {
    return Field.createField(builder, name, true, kind, type, 0, children, 0);
  }

  /** Some rows. */
  public static byte[] batch(ColumnBlock block) {
    int rows = block.rows();
    var body = new ByteArrayOutputStream();
    List<long[]> buffers = new ArrayList<>();
    long[] missing = new long[block.columns().size()];
    for (int c = 0; c < missing.length; c++) {
      ColumnBlock.Values column = block.columns().get(c);
      byte[] validity = new byte[(rows + 7) / 8];
      for (int r = 0; r < rows; r++) {
        if (column.at(r) == null) {
          missing[c]++;
        } else {
          validity[r >> 3] |= (byte) (1 << (r & 7));
        }
      }
      append(missing[c] == 0 ? new byte[0] : validity, body, buffers);
      switch (column) {
        case ColumnBlock.Integers(long[] values) -> append(wholes(values, rows), body, buffers);
        case ColumnBlock.Numbers(double[] values) -> append(numbers(values, rows), body, buffers);
        case ColumnBlock.Texts texts -> appendTexts(texts, rows, body, buffers);
      }
    }
    var builder = new FlatBufferBuilder();
    RecordBatch.startNodesVector(builder, missing.length);
    for (int c = missing.length - 1; c >= 0; c--) {
      FieldNode.createFieldNode(builder, rows, missing[c]);
    }
    int nodes = builder.endVector();
    RecordBatch.startBuffersVector(builder, buffers.size());
    for (long[] buffer : buffers.reversed()) {
      Buffer.createBuffer(builder, buffer[0], buffer[1]);
    }
    int placed = builder.endVector();
    int batch = RecordBatch.createRecordBatch(builder, rows, nodes, placed, 0, 0);
    return message(builder, MessageHeader.RecordBatch, batch, body.toByteArray());
  }

  private static byte[] wholes(long[] values, int rows) {
    byte[] bytes = new byte[rows * Long.BYTES];
    littleEndian(bytes).asLongBuffer().put(values, 0, rows);
    return bytes;
  }

  private static byte[] numbers(double[] values, int rows) {
    byte[] bytes = new byte[rows * Double.BYTES];
    littleEndian(bytes).asDoubleBuffer().put(values, 0, rows);
    return bytes;
  }

  private static void appendTexts(
      ColumnBlock.Texts texts, int rows, ByteArrayOutputStream body, List<long[]> buffers) {
    byte[] offsets = new byte[(rows + 1) * Integer.BYTES];
    ByteBuffer places = littleEndian(offsets).putInt(0);
    var data = new ByteArrayOutputStream();
    for (int r = 0; r < rows; r++) {
      String text = texts.at(r);
      if (text != null) {
        data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      }
      places.putInt(data.size());
    }
    append(offsets, body, buffers);
    append(data.toByteArray(), body, buffers);
  }

  /** Notes where the bytes lie, and aligns what follows. */
  private static void append(byte[] bytes, ByteArrayOutputStream body, List<long[]> buffers) {
    buffers.add(new long[] {body.size(), bytes.length});
    body.writeBytes(bytes);
    body.writeBytes(new byte[padding(bytes.length)]);
  }

  /** What a stream ends with. */
  public static byte[] end() {
    byte[] bytes = new byte[PREFIX];
    littleEndian(bytes).putInt(CONTINUATION);
    return bytes;
  }

  private static byte[] message(FlatBufferBuilder builder, byte kind, int header, byte[] body) {
    builder.finish(
        Message.createMessage(builder, MetadataVersion.V5, kind, header, body.length, 0));
    byte[] metadata = builder.sizedByteArray();
    int padded = metadata.length + padding(metadata.length);
    byte[] bytes = new byte[PREFIX + padded + body.length];
    littleEndian(bytes)
        .putInt(CONTINUATION)
        .putInt(padded)
        .put(metadata)
        .put(PREFIX + padded, body);
    return bytes;
  }

  private static int padding(int length) {
    return -length & (ALIGNMENT - 1);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
