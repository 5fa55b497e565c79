/**
 * Special functions, exact sums and sorting for the other rooms of this jar; not exported, so it
 * may change at any time.
 */
@NullMarked
package org.plumbline.stats.math;

import org.jspecify.annotations.NullMarked;
