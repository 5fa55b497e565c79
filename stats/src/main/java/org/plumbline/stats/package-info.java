/**
 * What the rooms of statistics share: numbers in, numbers out.
 *
 * <p>Callable from everywhere, depends on nothing but the JDK, so that a customer can embed it. The
 * rooms: {@code profile}, {@code drift}, {@code multivariate}, {@code sequential}, {@code metrics},
 * {@code forecast}, {@code fairness}, {@code unlabelled}, {@code survival}. A quantity that is not
 * defined for the given data (the AUC of one class, the mean of nothing) is {@code NaN}; faulty
 * arguments throw {@link java.lang.IllegalArgumentException}. Arrays are borrowed for the call and
 * never kept or changed.
 */
@NullMarked
package org.plumbline.stats;

import org.jspecify.annotations.NullMarked;
