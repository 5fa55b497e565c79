package org.plumbline.stats.survival;

/*
 * Implementation note: the recursion of cmprsk's cinc. The variance of Aalen's estimator is carried
 * as three sums, so that each time costs a constant, with the hypergeometric correction for ties.
 */
/** Adds up a cumulative incidence, time by time. */
final class IncidenceSums {
  private double atRisk;
  private double alive = 1;
  private double share;
  private double variance;
  private double v1;
  private double v2;
  private double v3;

  IncidenceSums(int rows) {
    atRisk = rows;
  }

  void add(int own, int other, int leaving) {
    if (own + other > 0) {
      double next = alive * (atRisk - own - other) / atRisk;
      share += alive * own / atRisk;
      double inverse = next > 0 ? 1 / next : 0;
      if (other > 0 && next > 0) {
        spread(spreadOf(other), share * inverse, inverse);
      }
      if (own > 0) {
        spread(spreadOf(own), 1 + share * inverse, inverse);
      }
      variance = v1 + share * share * v3 - 2 * share * v2;
      alive = next;
    }
    atRisk -= leaving;
  }

  private double spreadOf(int events) {
    double ties = events > 1 ? 1 - (events - 1) / (atRisk - 1) : 1;
    return alive * alive * ties * events / (atRisk * atRisk);
  }

  private void spread(double spread, double lever, double inverse) {
    v1 += lever * lever * spread;
    v2 += inverse * lever * spread;
    v3 += inverse * inverse * spread;
  }

  double share() {
    return share;
  }

  double variance() {
    return variance;
  }
}
