package org.plumbline.oip;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the elements of a tensor are; the names are those of the wire. */
enum DataType {
  BOOL(1),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FP16(2),
  BF16(2),
  FP32(4),
  FP64(8),
  /** Texts in UTF-8; raw, each with its length in four bytes before it. */
  BYTES(0);

  private static final Map<String, DataType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final int size;

  DataType(int size) {
    this.size = size;
  }

  /** Bytes of one raw element, 0 where elements differ. */
  int size() {
    return size;
  }

  static DataType of(@Nullable String name, String tensor) {
    DataType type = name == null ? null : BY_NAME.get(name);
    if (type == null) {
      throw Refusals.tensor(
          tensor,
          "has the datatype '%s'; datatypes are %s".formatted(name, Arrays.asList(values())));
    }
    return type;
  }
}
