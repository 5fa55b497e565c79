/**
 * The hot path: rows in, scores and reason codes out, each row written down before it is answered.
 *
 * <p>A request is atomic: all of its rows are scored and logged, or none.
 */
@NullMarked
package org.plumbline.http.prediction;

import org.jspecify.annotations.NullMarked;
