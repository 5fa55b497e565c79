/** Recipes, splits, learners, calibration and the choice of a champion. */
@NullMarked
package org.plumbline.training;

import org.jspecify.annotations.NullMarked;
