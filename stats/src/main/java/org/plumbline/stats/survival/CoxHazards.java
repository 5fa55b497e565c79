package org.plumbline.stats.survival;

/** What each block of a layout adds to the hazard of an average row. */
final class CoxHazards {
  final double[] hazard;
  final double[] variance;

  /** Hazard times mean covariate at risk. */
  final double[] drift;

  /** Mean covariate at risk, averaged over the terms of a tie. */
  final double[] mean;

  /** The part of the hazard that a tied event does not meet, as Efron has it; alike for drift. */
  final double[] spared;

  final double[] sparedDrift;

  /** exp of the linear predictor at each position. */
  final double[] risk;

  CoxHazards(CoxLayout layout, double[] beta, CoxTies asked) {
    // The exact likelihood has no hazard of its own; Breslow's is the usual companion.
    CoxTies ties = asked == CoxTies.EXACT ? CoxTies.BRESLOW : asked;
    int p = layout.p;
    hazard = new double[layout.blocks];
    variance = new double[layout.blocks];
    drift = new double[layout.blocks * p];
    mean = new double[layout.blocks * p];
    spared = new double[layout.blocks];
    sparedDrift = new double[layout.blocks * p];
    var walk = new CoxWalk(layout);
    walk.walk(beta, (block, sums) -> meet(block, sums, ties, p));
    risk = walk.risk();
  }

  private void meet(int block, RiskSums sums, CoxTies ties, int p) {
    int terms = sums.terms(ties);
    double share = sums.eventWeight / terms;
    for (int term = 0; term < terms; term++) {
      double fraction = sums.fraction(term, ties);
      double denominator = sums.denominator(fraction);
      double step = share / denominator;
      hazard[block] += step;
      variance[block] += step / denominator;
      spared[block] += fraction * step;
      for (int j = 0; j < p; j++) {
        double average = sums.mean(j, fraction);
        mean[block * p + j] += average / terms;
        drift[block * p + j] += average * step;
        sparedDrift[block * p + j] += fraction * average * step;
      }
    }
  }
}
