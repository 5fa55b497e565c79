/**
 * Metrics of models with their intervals: {@link org.plumbline.stats.metrics.BinaryMetrics}, {@link
 * org.plumbline.stats.metrics.MulticlassMetrics}, {@link
 * org.plumbline.stats.metrics.RegressionMetrics}, {@link org.plumbline.stats.metrics.Bootstrap}.
 */
@NullMarked
package org.plumbline.stats.metrics;

import org.jspecify.annotations.NullMarked;
