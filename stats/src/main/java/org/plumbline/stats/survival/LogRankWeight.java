package org.plumbline.stats.survival;

/** How much a log-rank test listens to each time of events. */
public enum LogRankWeight {
  /** All alike (rho 0). */
  EQUAL,
  /** Survival just before the time: R's {@code rho = 1}. */
  SURVIVAL,
  /** Number at risk: Gehan, Breslow, Wilcoxon. */
  GEHAN,
  /** Root of the number at risk. */
  TARONE_WARE,
  /** Peto's survival, with one added to those at risk: {@code peto} of lifelines. */
  PETO
}
