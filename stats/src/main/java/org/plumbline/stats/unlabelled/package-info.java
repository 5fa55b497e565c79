/**
 * Performance before the labels arrive: {@link org.plumbline.stats.unlabelled.EstimatedPerformance}
 * for classifiers, {@link org.plumbline.stats.unlabelled.LossModel} for regression.
 *
 * <p>Both see what a changed population does to a model that is still right about each row; neither
 * can see that the world behind the rows has changed. Labels alone show that.
 */
@NullMarked
package org.plumbline.stats.unlabelled;

import org.jspecify.annotations.NullMarked;
