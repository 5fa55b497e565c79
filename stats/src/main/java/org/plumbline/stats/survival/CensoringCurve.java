package org.plumbline.stats.survival;

/**
 * Share of rows still watched, over time. Events of a time leave before its censorings, so they are
 * not at risk of being censored there.
 */
final class CensoringCurve {
  private final double[] times;
  private final double[] shares;

  private CensoringCurve(double[] times, double[] shares) {
    this.times = times;
    this.shares = shares;
  }

  static CensoringCurve of(Lifetimes rows) {
    RiskTable table = RiskTable.of(rows);
    double[] times = new double[table.size()];
    double[] shares = new double[table.size()];
    double share = 1;
    for (int i = 0; i < times.length; i++) {
      times[i] = table.time(i);
      if (table.censored(i) > 0) {
        share *= 1 - table.censored(i) / (table.atRisk(i) - table.events(i));
      }
      shares[i] = share;
    }
    return new CensoringCurve(times, shares);
  }

  /** Share still watched after the time. */
  double at(double time) {
    int found = java.util.Arrays.binarySearch(times, time);
    int last = found >= 0 ? found : -found - 2;
    return last < 0 ? 1 : shares[last];
  }

  /** Share still watched just before the time. */
  double before(double time) {
    return at(Math.nextDown(time));
  }
}
