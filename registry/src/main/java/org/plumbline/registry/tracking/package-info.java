/**
 * Experiments and their runs: what was tried, with which parameters, and what came of it.
 *
 * <p>{@link org.plumbline.registry.tracking.Tracking} is the face. Words and rules are those of the
 * common experiment trackers, so that a wire face to them only translates: deleting hides and can
 * be undone, a parameter is written once, the latest value of a metric is that of the highest step.
 */
@NullMarked
package org.plumbline.registry.tracking;

import org.jspecify.annotations.NullMarked;
