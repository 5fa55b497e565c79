/**
 * How a model's decisions differ between groups of people: {@link
 * org.plumbline.stats.fairness.FairnessReport} counts, compares and hides groups too small to show;
 * {@link org.plumbline.stats.fairness.Reweighing} and {@link
 * org.plumbline.stats.fairness.ThresholdSearch} make it less.
 */
@NullMarked
package org.plumbline.stats.fairness;

import org.jspecify.annotations.NullMarked;
