/**
 * How a model's decisions differ between groups of people: {@link
 * org.plumbline.stats.fairness.FairnessReport} counts, compares and hides groups too small to show.
 */
@NullMarked
package org.plumbline.stats.fairness;

import org.jspecify.annotations.NullMarked;
