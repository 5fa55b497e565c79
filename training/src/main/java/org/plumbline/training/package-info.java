/**
 * Recipes, splits, learners, calibration and the choice of a champion.
 *
 * <p>The trainer is the face: a table and a request in, a a org.plumbline.training.TrainedVersion}
 * out, ready to be registered. The records here are plain and may be written as JSON component by
 * component; an undefined metric is absent from its map, never NaN. The registry, the wire and the
 * pages read them; only the trainer makes them.
 */
@NullMarked
package org.plumbline.training;

import org.jspecify.annotations.NullMarked;
