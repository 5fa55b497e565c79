package org.plumbline.stats.survival;

import java.util.Arrays;

/** Adds up residuals from what each block adds to the hazard. */
final class CoxResidualSums {
  private final CoxLayout layout;
  private final CoxHazards hazards;
  private final boolean efron;
  private final double[] hazardUntil;
  private final double[] driftUntil;

  CoxResidualSums(CoxLayout layout, CoxHazards hazards, boolean efron) {
    this.layout = layout;
    this.hazards = hazards;
    this.efron = efron;
    int p = layout.p;
    hazardUntil = hazards.hazard.clone();
    driftUntil = hazards.drift.clone();
    // Blocks fall in time, so what came before a block stands after it.
    for (int b = layout.blocks - 2; b >= 0; b--) {
      if (!layout.firstOfStratum[b + 1]) {
        hazardUntil[b] += hazardUntil[b + 1];
        for (int j = 0; j < p; j++) {
          driftUntil[b * p + j] += driftUntil[(b + 1) * p + j];
        }
      }
    }
  }

  CoxResiduals residuals() {
    int n = layout.n;
    double[] martingale = new double[n];
    double[] deviance = new double[n];
    double[][] score = new double[n][layout.p];
    int[] eventRows = new int[n];
    double[][] schoenfeld = new double[n][];
    int events = 0;
    for (int b = 0; b < layout.blocks; b++) {
      for (int i = layout.starts[b]; i < layout.starts[b + 1]; i++) {
        int row = layout.order[i];
        martingale[row] = row(i, b, score[row]);
        deviance[row] = deviance(martingale[row], layout.event[i] ? 1 : 0);
        if (layout.event[i]) {
          eventRows[events] = row;
          schoenfeld[events++] = distance(i, b);
        }
      }
    }
    return new CoxResiduals(
        martingale,
        deviance,
        score,
        Arrays.copyOf(eventRows, events),
        Arrays.copyOf(schoenfeld, events));
  }

  /** Distance from the mean at risk, in the unit of the covariate. */
  private double[] distance(int i, int block) {
    double[] distance = new double[layout.p];
    for (int j = 0; j < distance.length; j++) {
      double z = layout.z[i * layout.p + j] - hazards.mean[block * layout.p + j];
      distance[j] = z * layout.scale[j];
    }
    return distance;
  }

  /** The martingale residual; fills the score residual, which is standardised. */
  private double row(int i, int block, double[] score) {
    int p = layout.p;
    int before =
        layout.entered.length == 0
            ? -1
            : layout.blockAt(layout.blockStratum[block], layout.entry[i]);
    boolean tied = efron && layout.event[i];
    double met = hazardUntil[block] - (before < 0 ? 0 : hazardUntil[before]);
    met -= tied ? hazards.spared[block] : 0;
    double own = layout.event[i] ? 1 : 0;
    for (int j = 0; j < p; j++) {
      double drift = driftUntil[block * p + j] - (before < 0 ? 0 : driftUntil[before * p + j]);
      drift -= tied ? hazards.sparedDrift[block * p + j] : 0;
      double z = layout.z[i * p + j];
      score[j] = own * (z - hazards.mean[block * p + j]) - hazards.risk[i] * (z * met - drift);
    }
    return own - hazards.risk[i] * met;
  }

  private static double deviance(double martingale, double event) {
    double log = event > 0 ? Math.log(event - martingale) : 0;
    return Math.signum(martingale) * Math.sqrt(Math.max(0, -2 * (martingale + event * log)));
  }
}
