package org.plumbline.scoring;

/** What a model predicts: a probability of one event, one of several classes, or a number. */
public enum Task {
  BINARY,
  MULTICLASS,
  REGRESSION
}
