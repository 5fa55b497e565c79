package org.plumbline.oip;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements that came as JSON, flat or nested as the shape is. A null is a missing value. */
final class JsonElements implements Elements {
  private static final BigInteger MOST_UNSIGNED = new BigInteger(Long.toUnsignedString(-1));

  private final String tensor;
  private final DataType type;
  private final List<@Nullable Object> values = new ArrayList<>();

  private JsonElements(String tensor, DataType type) {
    this.tensor = tensor;
    this.type = type;
  }

  static JsonElements of(String tensor, DataType type, Shape shape, @Nullable JsonNode data) {
    if (data == null || !data.isArray()) {
      throw Refusals.tensor(tensor, "has no list 'data'");
    }
    if (type == DataType.FP16 || type == DataType.BF16) {
      throw Refusals.tensor(tensor, "is %s, which is sent as binary data only".formatted(type));
    }
    var elements = new JsonElements(tensor, type);
    elements.add(data, shape, 0);
    return elements;
  }

  /** A list that is nested has the sizes of the shape at each depth. */
  private void add(JsonNode list, Shape shape, int depth) {
    boolean nested = !list.isEmpty() && list.get(0).isArray();
    if ((nested || depth > 0)
        && (depth >= shape.dimensions() || list.size() != shape.size(depth))) {
      throw Refusals.tensor(tensor, "has a list that does not fit its shape " + shape);
    }
    for (JsonNode item : list) {
      if (!nested) {
        values.add(read(item));
      } else if (item.isArray()) {
        add(item, shape, depth + 1);
      } else {
        throw refused(item, "lists beside lists");
      }
    }
  }

  private @Nullable Object read(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return switch (type) {
      case BOOL -> value.isBoolean() ? value.booleanValue() : wrong(value, "true or false");
      case BYTES -> value.isTextual() ? value.textValue() : wrong(value, "texts");
      case FP64 -> value.isNumber() ? value.doubleValue() : wrong(value, "numbers");
      case FP32 -> value.isNumber() ? (double) value.floatValue() : wrong(value, "numbers");
      case INT8 -> whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case UINT8 -> whole(value, 0, 0xFFL);
      case UINT16 -> whole(value, 0, 0xFFFFL);
      case UINT32 -> whole(value, 0, 0xFFFFFFFFL);
      case UINT64 -> unsigned(value);
      case FP16, BF16 -> throw new IllegalStateException("refused before");
    };
  }

  private Long whole(JsonNode value, long least, long most) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw refused(value, "whole numbers from %s to %s".formatted(least, most));
    }
    return ContentElements.within(tensor, type, value.longValue(), least, most);
  }

  private Number unsigned(JsonNode value) {
    BigInteger number =
        value.isIntegralNumber() ? value.bigIntegerValue() : BigInteger.ONE.negate();
    if (number.signum() < 0 || number.compareTo(MOST_UNSIGNED) > 0) {
      throw refused(value, "whole numbers from 0 to " + MOST_UNSIGNED);
    }
    return RawElements.unsigned(number.longValue());
  }

  private Object wrong(JsonNode value, String rule) {
    throw refused(value, rule);
  }

  private RuntimeException refused(JsonNode value, String rule) {
    return Refusals.tensor(tensor, "is %s and holds %s; it holds %s".formatted(type, value, rule));
  }

  @Override
  public int count() {
    return values.size();
  }

  @Override
  public @Nullable Object value(int index) {
    return values.get(index);
  }
}
