/**
 * Drift and shape of whole rows, which no column shows on its own.
 *
 * <p>The face: {@link org.plumbline.stats.multivariate.DomainClassifier} asks whether a model can
 * tell the two samples apart and by which columns; {@link
 * org.plumbline.stats.multivariate.ReconstructionDrift} whether the columns still hang together as
 * they did; {@link org.plumbline.stats.multivariate.MaximumMeanDiscrepancy} how far the two clouds
 * of points are apart. What drift is measured by stands on its own too: {@link
 * org.plumbline.stats.multivariate.PrincipalComponents}, {@link
 * org.plumbline.stats.multivariate.SampleCovariance}, {@link
 * org.plumbline.stats.multivariate.KMeans} and {@link
 * org.plumbline.stats.multivariate.ClusterQuality}. Rows come as {@code double[row][column]},
 * borrowed and never changed.
 */
@NullMarked
package org.plumbline.stats.multivariate;

import org.jspecify.annotations.NullMarked;
