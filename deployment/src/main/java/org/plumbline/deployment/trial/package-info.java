/**
 * Trials: a challenger answers for a fixed share of the entities until people decide, and a metric
 * tells which version does better. Who answers is the canary's matter; here it is planned and
 * measured.
 */
@NullMarked
package org.plumbline.deployment.trial;

import org.jspecify.annotations.NullMarked;
