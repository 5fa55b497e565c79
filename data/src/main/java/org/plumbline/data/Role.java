package org.plumbline.data;

/** What a column is for. */
public enum Role {
  /** An input of the model. */
  FEATURE,
  /** What the model predicts; known only later. */
  LABEL,
  /** Names the row's entity. */
  ID,
  /** When the row was true; splits go by it. */
  TIME,
  /** Rows of one group never stand on both sides of a split. */
  GROUP,
  /** Tells to which group of people a row belongs: never an input, only for fairness. */
  PROTECTED,
  /** Present in the source, used for nothing; the description says why. */
  IGNORED
}
