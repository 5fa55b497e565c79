package org.plumbline.data;

/**
 * What a column holds, and how a value becomes a slot (a {@code double}; missing is NaN
 * everywhere).
 */
public enum ColumnType {
  /** A real number, as is. */
  NUMBER,
  /** A whole number, as is; a fraction is refused. */
  INTEGER,
  /** 0 or 1; the contract's categories keep how [false, true] were spelled. */
  BOOLEAN,
  /** Days since 1970-01-01. */
  DATE,
  /** Seconds since the epoch in UTC, with fraction. */
  TIMESTAMP,
  /** Index into the column's dictionary; -1 for a category that is not in it. */
  CATEGORY,
  /** Free text: never a feature; a table keeps it as index into a dictionary. */
  TEXT,
  /** A name of a thing: never a feature; a table keeps it as index into a dictionary. */
  IDENTIFIER;

  /** Whether slots are numbers that can be compared and averaged. */
  public boolean isNumeric() {
    return switch (this) {
      case NUMBER, INTEGER, BOOLEAN, DATE, TIMESTAMP -> true;
      case CATEGORY, TEXT, IDENTIFIER -> false;
    };
  }

  /** Whether slots are indexes into a dictionary. */
  public boolean hasDictionary() {
    return !isNumeric();
  }
}
