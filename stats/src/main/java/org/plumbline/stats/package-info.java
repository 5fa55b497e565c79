/**
 * Profiles, drift and model metrics: numbers in, numbers out.
 *
 * <p>Callable from everywhere, depends on nothing but the JDK, so that a customer can embed it. The
 * face: {@link org.plumbline.stats.ProfileBuilder} → {@link org.plumbline.stats.TableProfile} →
 * {@link org.plumbline.stats.DriftReport}; {@link org.plumbline.stats.BinaryMetrics}, {@link
 * org.plumbline.stats.MulticlassMetrics}, {@link org.plumbline.stats.RegressionMetrics}; Bootstrap.
 * A quantity that is not defined for the given data (the AUC of one class, the mean of nothing) is
 * {@code NaN}; faulty arguments throw {@link java.lang.IllegalArgumentException}. Arrays are
 * borrowed for the call and never kept or changed.
 */
@NullMarked
package org.plumbline.stats;

import org.jspecify.annotations.NullMarked;
