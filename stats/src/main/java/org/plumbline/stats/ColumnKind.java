package org.plumbline.stats;

/** How a column is counted: by order and size, or by name. */
public enum ColumnKind {
  NUMERIC,
  CATEGORICAL
}
