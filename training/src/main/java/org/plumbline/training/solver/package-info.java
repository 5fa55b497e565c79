/**
 * Convex fits on sparse rows: logistic, multinomial and ridge regression, and the calibrators.
 *
 * <p>Pure functions of arrays with no randomness; used only by {@code org.plumbline.training}.
 * Arrays are borrowed: callers may not change them while a fit runs, and fits do not keep them.
 */
@NullMarked
package org.plumbline.training.solver;

import org.jspecify.annotations.NullMarked;
