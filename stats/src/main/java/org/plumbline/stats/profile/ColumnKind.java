package org.plumbline.stats.profile;

/** How a column is counted: by order and size, or by name. */
public enum ColumnKind {
  NUMERIC,
  CATEGORICAL
}
