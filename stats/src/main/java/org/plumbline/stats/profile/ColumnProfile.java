package org.plumbline.stats.profile;

/**
 * What is remembered of one column: a pure function of the multiset of its values, so that any
 * order and any split of the rows gives the same profile, bit for bit; only the frequent names of a
 * column of very many categories depend on more, within the error that they state. Immutable.
 */
public sealed interface ColumnProfile permits NumericProfile, CategoricalProfile {
  /** The column's name. */
  String name();

  /** Numeric or categorical. */
  ColumnKind kind();

  /** Rows with a value. */
  long count();

  /** Rows without a value. */
  long missing();

  /** Different values: exact while {@link #exact()}, else an estimate within about 2 percent. */
  long distinct();

  /** Whether every value is still counted apart. */
  boolean exact();

  /** All rows seen. */
  default long rows() {
    return count() + missing();
  }

  /** Share of rows without a value; {@code NaN} without rows. */
  default double missingRate() {
    return (double) missing() / rows();
  }

  /**
   * The profile of both columns' rows together.
   *
   * @throws IllegalArgumentException when name or kind differ
   */
  ColumnProfile merge(ColumnProfile other);
}
