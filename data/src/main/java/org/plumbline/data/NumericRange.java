package org.plumbline.data;

/** Count, bounds and mean of slots; missing ones are passed over. */
final class NumericRange {
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;

  void add(double slot) {
    if (Double.isNaN(slot)) {
      return;
    }
    count++;
    min = Math.min(min, slot);
    max = Math.max(max, slot);
    mean += (slot - mean) / count;
  }

  long count() {
    return count;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double mean() {
    return mean;
  }
}
