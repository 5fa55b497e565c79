package org.plumbline.stats.survival;

/** What became of one covariate of a Cox model. */
public enum CoxState {
  ESTIMATED,
  /** Constant, or explained by the covariates before it: left out. */
  COLLINEAR,
  /** The likelihood rises for ever: the covariate separates events from survivors. */
  INFINITE
}
