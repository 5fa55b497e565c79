package org.plumbline.stats.survival;

/** Mean time lived up to a limit, with its standard error; {@code NaN} where undefined. */
public record RestrictedMean(double limit, double value, double standardError) {}
