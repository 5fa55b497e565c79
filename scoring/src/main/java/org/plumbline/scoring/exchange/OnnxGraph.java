package org.plumbline.scoring.exchange;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An ONNX graph while it is built: nodes with names of their own, constants, inputs, outputs. */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int STRING = 8;

  /** The key of the name of a class, with its number behind. */
  static final String LABEL = "class.";

  private List<String> labels = List.of();

  static final int INT64 = 7;
  static final int DOUBLE = 11;

  private static final long IR_VERSION = 8;
  private static final long OPSET = 15;
  private static final long ML_OPSET = 3;
  private static final String ML = "ai.onnx.ml";

  private final ProtoWriter graph = new ProtoWriter();
  private final List<Operator> operators = new ArrayList<>();
  private int names;

  /** One operator; attributes are added before the graph is written. */
  static final class Operator {
    private final ProtoWriter proto = new ProtoWriter();

    @CanIgnoreReturnValue
    Operator integer(String name, long value) {
      return attribute(name, 2, new ProtoWriter().integer(3, value));
    }

    @CanIgnoreReturnValue
    Operator number(String name, float value) {
      return attribute(name, 1, new ProtoWriter().number(2, value));
    }

    @CanIgnoreReturnValue
    Operator text(String name, String value) {
      return attribute(name, 3, new ProtoWriter().text(4, value));
    }

    @CanIgnoreReturnValue
    Operator numbers(String name, float[] values) {
      return attribute(name, 6, new ProtoWriter().floats(7, values));
    }

    @CanIgnoreReturnValue
    Operator integers(String name, long[] values) {
      return attribute(name, 7, new ProtoWriter().integers(8, values));
    }

    @CanIgnoreReturnValue
    Operator texts(String name, List<String> values) {
      return attribute(name, 8, new ProtoWriter().texts(9, values));
    }

    @CanIgnoreReturnValue
    Operator doubles(String name, double[] values) {
      ProtoWriter tensor = tensor("", new long[] {values.length}, values);
      return attribute(name, 4, new ProtoWriter().message(5, tensor));
    }

    private Operator attribute(String name, int type, ProtoWriter value) {
      ProtoWriter attribute = new ProtoWriter().text(1, name);
      proto.bytes(5, join(attribute.toBytes(), value.integer(20, type).toBytes()));
      return this;
    }

    private static byte[] join(byte[] first, byte[] second) {
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }
  }

  void input(String name, int type, int width) {
    graph.message(11, matrix(name, type, width));
  }

  void output(String name, int type, int width) {
    graph.message(12, matrix(name, type, width));
  }

  private static ProtoWriter matrix(String name, int type, int width) {
    ProtoWriter shape =
        new ProtoWriter()
            .message(1, new ProtoWriter().text(2, "rows"))
            .message(1, new ProtoWriter().integer(1, width));
    ProtoWriter tensor = new ProtoWriter().integer(1, type).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  /** A constant of doubles; answers its name. */
  String constant(long[] shape, double... values) {
    String name = "constant" + names++;
    graph.message(5, tensor(name, shape, values));
    return name;
  }

  private static ProtoWriter tensor(String name, long[] shape, double[] values) {
    byte[] raw = new byte[8 * values.length];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return new ProtoWriter().integers(1, shape).integer(2, DOUBLE).text(8, name).bytes(9, raw);
  }

  String fresh() {
    return "made" + names++;
  }

  Operator operator(String type, String output, String... inputs) {
    return add("", type, output, inputs);
  }

  /** A classifier: its label and its scores. */
  Operator mlPair(String type, String label, String scores, String input) {
    Operator operator = add(ML, type, label, input);
    operator.proto.text(2, scores);
    return operator;
  }

  Operator ml(String type, String output, String... inputs) {
    return add(ML, type, output, inputs);
  }

  private Operator add(String domain, String type, String output, String... inputs) {
    var operator = new Operator();
    operator.proto.texts(1, List.of(inputs)).text(2, output).text(4, type).text(7, domain);
    operators.add(operator);
    return operator;
  }

  /** Names the columns of the answer, as metadata. */
  void labels(List<String> names) {
    labels = List.copyOf(names);
  }

  byte[] toBytes() {
    operators.forEach(operator -> graph.message(1, operator.proto));
    graph.text(2, "plumbline");
    var model =
        new ProtoWriter()
            .integer(1, IR_VERSION)
            .text(2, "Plumbline")
            .message(7, graph)
            .message(8, new ProtoWriter().text(1, "").integer(2, OPSET))
            .message(8, new ProtoWriter().text(1, ML).integer(2, ML_OPSET));
    for (int k = 0; k < labels.size(); k++) {
      model.message(14, new ProtoWriter().text(1, LABEL + k).text(2, labels.get(k)));
    }
    return model.toBytes();
  }
}
