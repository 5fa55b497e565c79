package org.plumbline.stats.sequential;

/**
 * Mean and spread by Welford's updates; the order of operations is part of being equal to river.
 */
record RunningMean(long n, double mean, double squares) {
  static final RunningMean EMPTY = new RunningMean(0, 0, 0);

  RunningMean with(double value) {
    long count = n + 1;
    double moved = mean + (1.0 / count) * (value - mean);
    return new RunningMean(count, moved, squares + (value - mean) * (value - moved));
  }

  double sampleDeviation() {
    return n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  }

  void write(StateWriter writer) {
    writer.addLong(n);
    writer.add(mean, squares);
  }

  static RunningMean read(StateReader reader) {
    RunningMean read = new RunningMean(reader.count(), reader.finite(), reader.finite());
    StateReader.require(read.squares >= 0, "a detector's spread is negative");
    return read;
  }
}
