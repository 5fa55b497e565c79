/**
 * What columns say about a target, with how sure that is: {@link
 * org.plumbline.stats.regression.LinearFit} by least squares, {@link
 * org.plumbline.stats.regression.GeneralisedFit} for yes or no and for counts. Both are fits
 * without a penalty, for reading coefficients; models for scoring are trained elsewhere.
 */
@NullMarked
package org.plumbline.stats.regression;

import org.jspecify.annotations.NullMarked;
