package org.plumbline.stats.regression;

import org.plumbline.stats.math.Distributions;

/** What a target may be, with the scale on which columns add up: the canonical link of each. */
public enum Response {
  /** 0 or 1: log-odds add up (logistic regression). */
  BINARY {
    @Override
    boolean accepts(double target) {
      return target == 0 || target == 1;
    }

    @Override
    String range() {
      return "0 or 1";
    }

    @Override
    double margin(double mean) {
      return Math.log(mean / (1 - mean));
    }

    @Override
    double mean(double margin) {
      return margin >= 0 ? 1 / (1 + Math.exp(-margin)) : Math.exp(margin) / (1 + Math.exp(margin));
    }

    @Override
    double residual(double target, double margin) {
      // The small side of a probability, which 1 - mean would round to nothing.
      return target == 1 ? mean(-margin) : -mean(margin);
    }

    @Override
    double variance(double margin) {
      return mean(margin) * mean(-margin);
    }

    @Override
    double logLikelihood(double target, double margin) {
      double towards = target == 1 ? -margin : margin;
      return -Math.max(towards, 0) - Math.log1p(Math.exp(-Math.abs(towards)));
    }

    @Override
    double best(double target) {
      return 0;
    }
  },

  /** 0, 1, 2, …: logarithms of the mean add up (Poisson regression). */
  COUNT {
    @Override
    boolean accepts(double target) {
      return target >= 0 && target == Math.rint(target);
    }

    @Override
    String range() {
      return "a whole number from 0";
    }

    @Override
    double margin(double mean) {
      return Math.log(mean);
    }

    @Override
    double mean(double margin) {
      return Math.exp(margin);
    }

    @Override
    double residual(double target, double margin) {
      return target - Math.exp(margin);
    }

    @Override
    double variance(double margin) {
      return Math.exp(margin);
    }

    @Override
    double logLikelihood(double target, double margin) {
      return target * margin - Math.exp(margin) - Distributions.logGamma(target + 1);
    }

    @Override
    double best(double target) {
      return target == 0 ? 0 : logLikelihood(target, Math.log(target));
    }
  };

  abstract boolean accepts(double target);

  abstract String range();

  /** The sum of columns that a mean belongs to; infinite at the end of the range. */
  abstract double margin(double mean);

  abstract double mean(double margin);

  /** Target less mean. */
  abstract double residual(double target, double margin);

  /** Of the target; the slope of the mean as well, since the link is canonical. */
  abstract double variance(double margin);

  abstract double logLikelihood(double target, double margin);

  /** Log-likelihood of a model that knows the target. */
  abstract double best(double target);
}
