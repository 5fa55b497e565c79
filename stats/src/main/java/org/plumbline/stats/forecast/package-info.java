/**
 * Measures of forecasts and of the money made by them: {@link
 * org.plumbline.stats.forecast.Performance}, {@link
 * org.plumbline.stats.forecast.RelativePerformance}, {@link
 * org.plumbline.stats.forecast.Direction}, {@link org.plumbline.stats.forecast.ForecastErrors}; and
 * the shape of a series: {@link org.plumbline.stats.forecast.Autocorrelation}, {@link
 * org.plumbline.stats.forecast.Stationarity}, {@link
 * org.plumbline.stats.forecast.ExponentialSmoothing}, {@link
 * org.plumbline.stats.forecast.SeasonalDecomposition}. Number of periods a year and risk-free rate
 * are always said by the caller.
 */
@NullMarked
package org.plumbline.stats.forecast;

import org.jspecify.annotations.NullMarked;
