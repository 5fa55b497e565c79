package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.BitSet;

/** What an inner node of a foreign tree asks of a value that is there. */
sealed interface NodeTest {
  /** Whether the value goes left. */
  boolean holds(double value);

  /** {@code value < threshold}. */
  record Below(double threshold) implements NodeTest {
    public Below {
      require(Double.isFinite(threshold), "a node compares with %s", threshold);
    }

    @Override
    public boolean holds(double value) {
      return value < threshold;
    }
  }

  /** {@code value <= threshold}. */
  record AtMost(double threshold) implements NodeTest {
    public AtMost {
      require(Double.isFinite(threshold), "a node compares with %s", threshold);
    }

    @Override
    public boolean holds(double value) {
      return value <= threshold;
    }
  }

  /** The value, cut to an integer, is one of the categories; negative ones never are. */
  record Among(BitSet categories) implements NodeTest {
    public Among {
      categories = (BitSet) categories.clone();
    }

    @Override
    public boolean holds(double value) {
      return value >= 0 && value < categories.length() && categories.get((int) value);
    }
  }
}
