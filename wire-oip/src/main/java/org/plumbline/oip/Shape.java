package org.plumbline.oip;

import java.util.List;

/** The sizes of a tensor: one for each dimension, checked to fit in memory at all. */
record Shape(List<Long> sizes) {
  /** More elements than any body can hold. */
  private static final long MOST = Integer.MAX_VALUE / 8;

  Shape {
    sizes = List.copyOf(sizes);
  }

  static Shape of(long... sizes) {
    return new Shape(java.util.Arrays.stream(sizes).boxed().toList());
  }

  /** A shape that came with a tensor. */
  static Shape of(List<Long> sizes, String tensor) {
    long count = 1;
    for (long size : sizes) {
      if (size < 0 || size > MOST || count * size > MOST) {
        throw Refusals.tensor(
            tensor,
            "has the shape %s; sizes are 0 or more, %s elements at most".formatted(sizes, MOST));
      }
      count *= size;
    }
    return new Shape(sizes);
  }

  int count() {
    int count = 1;
    for (long size : sizes) {
      count *= (int) size;
    }
    return count;
  }

  int dimensions() {
    return sizes.size();
  }

  int size(int dimension) {
    return Math.toIntExact(sizes.get(dimension));
  }

  @Override
  public String toString() {
    return sizes.toString();
  }
}
