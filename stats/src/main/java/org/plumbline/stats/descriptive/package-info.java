/**
 * What a column, a pair of columns or a few groups say by themselves: {@link
 * org.plumbline.stats.descriptive.Summary}, {@link org.plumbline.stats.descriptive.Quantile},
 * {@link org.plumbline.stats.descriptive.Correlation}, {@link
 * org.plumbline.stats.descriptive.WeightOfEvidence}, {@link
 * org.plumbline.stats.descriptive.GroupTest}, {@link org.plumbline.stats.descriptive.Proportions},
 * {@link org.plumbline.stats.descriptive.Power}.
 */
@NullMarked
package org.plumbline.stats.descriptive;

import org.jspecify.annotations.NullMarked;
