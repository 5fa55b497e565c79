package org.plumbline.scoring.exchange;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.scoring.ModelFormatException;

/** An operator of an ONNX graph with its attributes; attributes nobody asked for are refused. */
final class OnnxNode {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int STRING = 8;
  private static final int DOUBLE = 11;

  private final ProtoReader proto;
  private final Map<String, ProtoReader> attributes = new HashMap<>();

  OnnxNode(ProtoReader proto) {
    this.proto = proto;
    for (ProtoReader attribute : proto.messages(5)) {
      if (attributes.put(attribute.text(1), attribute) != null) {
        throw refused("attribute '" + attribute.text(1) + "' stands twice");
      }
    }
  }

  String operator() {
    return proto.text(4);
  }

  List<String> inputs() {
    return proto.texts(1);
  }

  List<String> outputs() {
    return proto.texts(2);
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** Refuses attributes that are not among those known. */
  void demandOnly(String... known) {
    for (String name : attributes.keySet()) {
      if (!List.of(known).contains(name)) {
        throw refused("attribute '" + name + "' is not taken");
      }
    }
  }

  private ProtoReader attribute(String name) {
    ProtoReader attribute = attributes.get(name);
    return attribute == null ? ProtoReader.read(new byte[0]) : attribute;
  }

  String text(String name, String other) {
    return has(name) ? attribute(name).text(4) : other;
  }

  long integer(String name, long other) {
    return has(name) ? attribute(name).integer(3) : other;
  }

  float number(String name, float other) {
    return has(name) ? attribute(name).number(2) : other;
  }

  int[] integers(String name) {
    long[] wide = attribute(name).integers(8);
    int[] values = new int[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) wide[i];
      if (values[i] != wide[i]) {
        throw refused(name + " holds " + wide[i]);
      }
    }
    return values;
  }

  long[] longs(String name) {
    return attribute(name).integers(8);
  }

  List<String> texts(String name) {
    return attribute(name).texts(9);
  }

  /** The floats of an attribute, or the tensor of the same name with {@code _as_tensor}. */
  double[] numbers(String name) {
    return has(name + "_as_tensor")
        ? tensor(attribute(name + "_as_tensor").message(5))
        : attribute(name).floats(7);
  }

  /** The class names of a classifier, as texts. */
  List<String> labels(String integers, String texts) {
    if (has(texts) && !texts(texts).isEmpty()) {
      return texts(texts);
    }
    var labels = new ArrayList<String>();
    for (long label : longs(integers)) {
      labels.add(Long.toString(label));
    }
    return labels;
  }

  /** The numbers of a tensor that stands in the file itself. */
  static double[] tensor(ProtoReader tensor) {
    if (tensor.integer(14) != 0 || tensor.has(13)) {
      throw new ModelFormatException(
          "ONNX model", 0, "tensors in other files are not taken; save the model in one file");
    }
    int type = (int) tensor.integer(2);
    ByteBuffer raw = tensor.raw(9);
    boolean isRaw = tensor.has(9);
    int size = type == FLOAT ? 4 : 8;
    if (type != FLOAT && type != DOUBLE && type != INT64) {
      throw new ModelFormatException(
          "ONNX model",
          0,
          "a tensor of element type " + type + (type == STRING ? " (text)" : "") + " is not taken");
    }
    if (isRaw) {
      if (raw.remaining() % size != 0) {
        throw new ModelFormatException("ONNX model", 0, "a tensor is cut off");
      }
      double[] values = new double[raw.remaining() / size];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (type) {
              case FLOAT -> raw.getFloat();
              case DOUBLE -> raw.getDouble();
              default -> raw.getLong();
            };
      }
      return values;
    }
    return switch (type) {
      case FLOAT -> tensor.floats(4);
      case DOUBLE -> tensor.doubles(10);
      default -> {
        long[] wide = tensor.integers(7);
        double[] values = new double[wide.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = wide[i];
        }
        yield values;
      }
    };
  }

  ModelFormatException refused(String reason) {
    return new ModelFormatException("ONNX " + operator(), 0, reason);
  }
}
